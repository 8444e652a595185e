"""Old addresses that lead to new ones: one by one, from a file, and for the public."""

import re
import time
import tracemalloc
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import UploadedFile

from cms.models import AuditEntry
from cms.redirects import api
from cms.redirects.judging import Site, judge, old_path
from cms.redirects.reading import Row, UnreadableError, decode, read
from tests.factories import a_service, page_with

LIVE = {"/": 1, "/servizi": 2, "/servizi/ambiente": 3, "/novita": 4}


def a_site(existing=None, *, may_leave=False) -> Site:
    return Site(
        hosts=frozenset({"montiano.test"}),
        sister_hosts=frozenset({"montiano.test", "cesena.test"}),
        may_leave=may_leave,
        live=lambda paths: {path: LIVE[path] for path in paths if path in LIVE},
        answers=lambda path: path.rstrip("/") == "/cerca",
        existing=existing or {},
    )


def verdicts(*pairs, existing=None, flatten=False, may_leave=False):
    rows = [Row(number, old, new) for number, (old, new) in enumerate(pairs, 1)]
    return judge(rows, a_site(existing, may_leave=may_leave), flatten=flatten)


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("header", ["", "vecchio{}nuovo\r\n", "Old{}New\n"])
def test_a_file_is_read_whatever_program_made_it(encoding, separator, header):
    text = header.format(separator) + f"/attività.php?id=3{separator}/servizi/\r\n\r\n/b{separator}/novita/"
    table = read(text.encode(encoding))
    assert [(row.old, row.new) for row in table.rows] == [("/attività.php?id=3", "/servizi/"), ("/b", "/novita/")]
    assert [row.line for row in table.rows] == ([2, 4] if header else [1, 3])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "due colonne"),
        (b"   \n\n", "due colonne"),
        (b"vecchio;nuovo\n", "vuoto"),
        ("/a;/b".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04\x00\x00", "foglio di calcolo"),
        (b"/a;/b\x81\xff", "accentate"),
        (b"una colonna\nsola\n", "due colonne"),
        (b'/a;"' + b"x" * 200_000, "riga"),
        (b"/a;/b\n" * 50_000, "50.000 righe"),
        (b"/a;/b\n" + b"x" * 6_000_000, "5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        read(data)


def test_rows_with_too_few_or_too_many_cells_keep_their_line_number():
    table = read(b"/a;/servizi/\n/solo\n/b;/c;/d\n/e;/novita/;;\n;/x\n")
    assert [(row.line, bool(row.fault)) for row in table.rows] == [
        (1, False),
        (2, True),
        (3, True),
        (4, False),
        (5, True),
    ]


def test_fifty_thousand_lines_are_refused_without_filling_the_memory():
    data = b"/vecchia/pagina/con/un/nome/lungo.php;/servizi/\n" * 50_000
    tracemalloc.start()
    with pytest.raises(UnreadableError):
        read(data)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_letters_of_windows_are_recognised():
    assert decode("perché".encode("cp1252")) == ("perché", "Windows-1252")


# --- judging ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "expected"),
    [
        ("/vecchia/", "/vecchia"),
        ("vecchia.html", "/vecchia.html"),
        ("/p.php?b=2&a=1", "/p.php?a=1&b=2"),
        ("http://montiano.test/x/", "/x"),
        ("/caff%C3%A8/", "/caffè"),
        ("/media-policy/", "/media-policy"),
    ],
)
def test_an_old_address_is_written_as_it_is_looked_up(old, expected):
    assert old_path(old, frozenset({"montiano.test"})) == (expected, "")


@pytest.mark.parametrize(
    "old", ["/", "http://altro.test/x", "/admin/x", "/static/a.css", "/documents/3/x.pdf", "//x/y"]
)
def test_some_old_addresses_are_refused(old):
    assert old_path(old, frozenset({"montiano.test"}))[1]


@pytest.mark.parametrize(
    "new",
    [
        "//evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://evil.example/",
        "https://evil.example/",
        "https://montiano.test@evil.example/",
        "https://montiano.test.evil.example/",
        "/a\tb",
        "/servizi/\nLocation: https://evil.example",
        "https://[",
    ],
)
def test_no_redirect_leads_out_of_the_sites_of_the_union(new):
    assert verdicts(("/a", new))[0].error


def test_only_union_it_sends_outside_and_only_to_https():
    assert not verdicts(("/a", "https://altro.example/"), may_leave=True)[0].error
    assert verdicts(("/a", "http://altro.example/"), may_leave=True)[0].error
    assert verdicts(("/a", "javascript:alert(1)"), may_leave=True)[0].error


def test_another_municipality_of_the_union_is_not_outside():
    assert not verdicts(("/a", "https://cesena.test/servizi/"))[0].error


def test_the_same_address_twice_is_said_with_both_lines():
    same, again, other = verdicts(("/a", "/servizi/"), ("/a/", "/servizi/"), ("/a", "/novita/"))
    assert not same.error
    assert again.is_idle
    assert "riga 1" in again.message
    assert "riga 1" in other.error


@pytest.mark.parametrize(
    "pairs",
    [
        [("/a", "/a/")],
        [("/a", "/b"), ("/b", "/a")],
        [("/a", "/b"), ("/b", "/c"), ("/c", "/a?x=1")],
    ],
)
def test_a_loop_is_refused_with_its_lines(pairs):
    found = verdicts(*pairs)
    assert all("Gira in tondo" in one.error for one in found)
    if len(pairs) > 1:
        assert ", ".join(str(n) for n in range(1, len(pairs) + 1)) in found[0].error


def test_a_loop_with_what_is_there_already_is_found():
    assert "Gira in tondo" in verdicts(("/b", "/a"), existing={"/a": "/b"})[0].error
    # Replacing the other side of the loop breaks it.
    assert not verdicts(("/b", "/a"), ("/a", "/servizi/"), existing={"/a": "/b"})[0].error


def test_a_chain_is_told_and_can_be_shortened():
    pairs = [("/a", "/b"), ("/b", "/servizi/")]
    first = verdicts(*pairs)[0]
    assert not first.error
    assert "Catena" in first.message
    assert first.new == "/b"
    short = verdicts(*pairs, flatten=True)[0]
    assert (short.new, short.page) == ("/servizi/", 2)


def test_an_address_that_does_not_exist_is_refused_and_one_that_answers_is_not():
    assert "non esiste" in verdicts(("/a", "/manca/"))[0].error
    assert "non esiste" in verdicts(("/a", "/b"), ("/b", "/manca/"))[0].error
    assert not verdicts(("/a", "/cerca/?q=tari"))[0].error
    assert not verdicts(("/a", "/servizi/#elenco"))[0].error


def test_a_page_that_is_there_is_not_covered():
    assert "pagina pubblicata" in verdicts(("/servizi", "/novita/"))[0].error
    assert "risponde già" in verdicts(("/cerca/", "/novita/"))[0].error


def test_what_is_there_already_is_left_or_replaced():
    same, other = verdicts(("/a", "/servizi/"), ("/b", "/servizi/"), existing={"/a": "/servizi/", "/b": "/novita/"})
    assert same.is_idle
    assert "viene sostituito" in other.message


# --- the screens ------------------------------------------------------------------------------------------------------


def send(desk, text: str | bytes, **fields):
    data = text.encode() if isinstance(text, str) else text
    upload = SimpleUploadedFile("indirizzi.csv", data, content_type="text/csv")
    return desk.post("/admin/reindirizzamenti/importa/", {"file": upload, **fields})


def seen(answer) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.django_db
def test_a_publisher_imports_a_file_and_the_public_arrives(desk, publisher, montiano, citizen):
    sheet = a_service(montiano)
    desk.force_login(publisher)
    text = f"vecchio;nuovo\n/vecchia/pagina.php?id=3;{sheet.path_url}\n/uffici.html;/amministrazione/\n"
    assert send(desk, text).status_code == 302
    review = desk.get("/admin/reindirizzamenti/importa/controlla/")
    assert "2 indirizzi pronti" in seen(review)
    assert not Redirect.objects.filter(site=montiano.site).exists()
    assert desk.post("/admin/reindirizzamenti/importa/controlla/").status_code == 302
    for path in ("/vecchia/pagina.php?id=3", "/vecchia/pagina.php?id=3&utm=x"):
        answer = citizen.get(path)
        if "utm" in path:
            assert answer.status_code == 404  # another address: Wagtail compares the whole query
        else:
            assert answer.status_code == 301
            assert answer["Location"].endswith(sheet.path_url)
    assert citizen.get("/uffici.html")["Location"].endswith("/amministrazione/")
    assert not UploadedFile.objects.exists()
    assert AuditEntry.objects.filter(action="reindirizzamenti", tenant=montiano).count() == 1


@pytest.mark.django_db
def test_with_one_error_nothing_is_imported(desk, publisher, montiano):
    desk.force_login(publisher)
    send(desk, "/a;/servizi/\n/b;/manca/\n/c;/d\n/d;/c\n")
    review = desk.get("/admin/reindirizzamenti/importa/controlla/")
    text = seen(review)
    assert "3 righe hanno un errore" in text
    assert "L'indirizzo nuovo non esiste in questo sito" in text
    assert "Gira in tondo" in text
    assert ">Importa " not in review.content.decode()
    desk.post("/admin/reindirizzamenti/importa/controlla/")  # forced by hand
    assert not Redirect.objects.filter(site=montiano.site).exists()
    report = desk.get("/admin/reindirizzamenti/importa/esito.csv")
    lines = report.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "riga;vecchio;nuovo;esito;messaggio"
    assert [line.split(";")[3] for line in lines[1:]] == ["va bene", "errore", "errore", "errore"]


@pytest.mark.django_db
def test_a_page_published_between_the_check_and_the_import_stops_it(desk, publisher, montiano):
    page = page_with(montiano, "media-policy")
    page.unpublish()
    desk.force_login(publisher)
    send(desk, "/media-policy/;/servizi/\n")
    text = seen(desk.get("/admin/reindirizzamenti/importa/controlla/"))
    assert "1 indirizzo pronto" in text, text[-900:]
    page.save_revision().publish()
    answer = desk.post("/admin/reindirizzamenti/importa/controlla/", follow=True)
    assert "pagina pubblicata" in seen(answer)
    assert not Redirect.objects.filter(site=montiano.site, old_path="/media-policy").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"/a;/b\n" * 50_000, "50.000 righe"),
        ("/a;/b".encode("utf-16"), "UTF-16"),
        (b"", "vuoto"),
        (b"niente", "due colonne"),
    ],
)
def test_a_wrong_file_is_refused_beside_its_field(desk, publisher, data, reason):
    desk.force_login(publisher)
    answer = send(desk, data)
    assert answer.status_code == 200
    assert reason in seen(answer)
    assert not UploadedFile.objects.exists()


@pytest.mark.django_db
def test_twenty_thousand_rows_are_looked_at_in_a_few_queries(montiano, publisher, django_assert_max_num_queries):
    def cpu_for(many: int) -> float:
        rows = [Row(n, f"/vecchia/{n}.html", "/servizi/") for n in range(many)]
        began = time.process_time()
        found = api.look_at(montiano, publisher, rows)
        assert not any(one.error for one in found)
        return time.process_time() - began

    few = cpu_for(2000)
    with django_assert_max_num_queries(70):
        many = cpu_for(20_000)
    assert many < 25 * few, "ten times the rows cost ten times, not a hundred"


@pytest.mark.django_db
def test_one_redirect_is_added_changed_and_taken_away(desk, publisher, montiano, citizen):
    desk.force_login(publisher)
    form = {"old": "/vecchio/", "new": "/servizi/"}
    assert desk.post("/admin/reindirizzamenti/nuovo/", form).status_code == 302
    made = Redirect.objects.get(site=montiano.site)
    assert citizen.get("/vecchio/").status_code == 301
    assert "/vecchio" in seen(desk.get("/admin/reindirizzamenti/?q=vecch"))
    assert "Nessun indirizzo" in seen(desk.get("/admin/reindirizzamenti/?q=altro"))
    address = f"/admin/reindirizzamenti/{made.pk}/"
    assert desk.post(address, {"old": "/vecchissimo", "new": "/novita/"}).status_code == 302
    assert citizen.get("/vecchio/").status_code == 404
    made = Redirect.objects.get(site=montiano.site)
    assert desk.post(f"/admin/reindirizzamenti/{made.pk}/togli/").status_code == 302
    assert not Redirect.objects.filter(site=montiano.site).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("/servizi/", "/novita/", "pagina pubblicata"),
        ("/x", "/manca/", "non esiste"),
        ("/x", "https://evil.example/", "chiedi all'Informatica"),
        ("/x", "/x/", "Gira in tondo"),
        ("", "/novita/", "obbligatorio"),
    ],
)
def test_a_wrong_address_is_said_beside_it_and_kept(desk, publisher, montiano, old, new, reason):
    desk.force_login(publisher)
    answer = desk.post("/admin/reindirizzamenti/nuovo/", {"old": old, "new": new})
    assert answer.status_code == 200
    assert reason in seen(answer)
    assert f'value="{new}"' in answer.content.decode()
    assert not Redirect.objects.filter(site=montiano.site).exists()


@pytest.mark.django_db
def test_redirects_are_the_publishers_and_of_their_own_body(desk, editor, publisher, montiano, cesena):
    theirs = Redirect.objects.create(site=cesena.site, old_path="/canarino", redirect_link="/servizi/")
    desk.force_login(editor)
    assert desk.get("/admin/reindirizzamenti/").status_code == 403
    desk.force_login(publisher)
    assert "canarino" not in seen(desk.get("/admin/reindirizzamenti/"))
    for path in (f"/admin/reindirizzamenti/{theirs.pk}/", "/admin/reindirizzamenti/999999/"):
        assert desk.get(path).status_code == 404
    assert desk.post(f"/admin/reindirizzamenti/{theirs.pk}/togli/").status_code == 404
    assert Redirect.objects.filter(pk=theirs.pk).exists()


@pytest.mark.django_db
def test_a_redirect_of_one_site_does_not_work_on_another(citizen, neighbour, montiano):
    Redirect.objects.create(site=montiano.site, old_path="/solo-qui", redirect_link="/servizi/")
    assert citizen.get("/solo-qui/").status_code == 301
    assert neighbour.get("/solo-qui/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/vecchia.php?id=3", True),
        ("/vecchia.php?id=3&utm_source=posta&utm_medium=email", True),
        ("/vecchia.php?fbclid=IwAR0&id=3", True),
        ("/vecchia.php?gclid=x&id=3&UTM_Campaign=a%20b", True),
        ("/vecchia.php?%75tm_source=x&id=3", True),
        ("/senza/?utm_source=posta", True),
        ("/senza/?fbclid", True),
        ("/vecchia.php?id=4&utm_source=posta", False),
        ("/vecchia.php?id=3&pagina=2", False),
        ("/vecchia.php?utm_source=posta", False),
        ("/mai-esistita/?utm_source=posta", False),
    ],
)
def test_what_counts_visits_does_not_hide_an_old_address(citizen, montiano, asked, found):
    Redirect.objects.create(site=montiano.site, old_path="/vecchia.php?id=3", redirect_link="/servizi/")
    Redirect.objects.create(site=montiano.site, old_path="/senza", redirect_link="/novita/")
    answer = citizen.get(asked)
    assert answer.status_code == (301 if found else 404)
    if found:
        assert answer["Location"] == ("/novita/" if "senza" in asked else "/servizi/")


def test_an_old_address_is_kept_without_what_counts_visits():
    hosts = frozenset({"montiano.test"})
    assert old_path("/a.php?utm_source=x&id=3&fbclid=y", hosts) == ("/a.php?id=3", "")
    assert old_path("https://montiano.test/a/?gclid=1#su", hosts) == ("/a", "")
    first, second = verdicts(("/a?utm_source=x", "/servizi/"), ("/a", "/servizi/"))
    assert not first.error
    assert second.is_idle


@pytest.mark.django_db
def test_those_that_lead_nowhere_are_listed(desk, publisher, montiano):
    page = page_with(montiano, "media-policy")
    site = montiano.site
    Redirect.objects.create(site=site, old_path="/verso-pagina", redirect_page=page.page_ptr)
    Redirect.objects.create(site=site, old_path="/verso-indirizzo", redirect_link="/media-policy/")
    good = Redirect.objects.create(site=site, old_path="/buono", redirect_link="/servizi/")
    assert api.broken(montiano) == set()
    page.unpublish()
    assert len(api.broken(montiano)) == 2
    assert good.pk not in api.broken(montiano)
    desk.force_login(publisher)
    text = seen(desk.get("/admin/reindirizzamenti/?stato=rotti"))
    assert "/verso-pagina" in text
    assert "/buono" not in text


@pytest.mark.django_db(transaction=False)
def test_a_page_that_changes_address_still_leaves_its_own_redirect(
    montiano, citizen, django_capture_on_commit_callbacks
):
    page = page_with(montiano, "media-policy")
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "regole-dei-social"
        page.save_revision().publish()
    answer = citizen.get("/media-policy/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/regole-dei-social/")


def test_no_cell_of_the_report_begins_a_formula():
    text = api.report(verdicts(("=cmd()", "/servizi/"), ("@x", "/servizi/")))
    assert "\n1;'=cmd()" in text.replace("\r", "")
    assert "\n2;'@x" in text.replace("\r", "")
