"""What pages share is kept in a process where several threads read and write at once."""

from cms import freshness, kept


class Version(str):
    """A version during whose comparison another thread keeps something of its own."""

    __hash__ = str.__hash__
    __slots__ = ()

    def __ne__(self, other):
        kept._kept["someone else", self, len(kept._kept)] = "theirs"
        return str.__ne__(self, other)


def test_another_thread_may_keep_something_while_old_values_are_looked_for(monkeypatch):
    monkeypatch.setattr(freshness, "version", lambda tenant_id: Version("1.1"))
    assert kept.kept(1, "menu", make=lambda: "first") == "first"
    assert kept.kept(1, "footer", make=lambda: "second") == "second"
    assert "theirs" in kept._kept.values()
    assert kept.kept(1, "menu", make=lambda: "never made twice") == "first"


def test_what_belongs_to_an_older_publication_is_dropped(monkeypatch):
    monkeypatch.setattr(freshness, "version", lambda tenant_id: "1.1")
    kept.kept(1, "menu", make=lambda: "old")
    kept.kept(2, "menu", make=lambda: "of another body")
    monkeypatch.setattr(freshness, "version", lambda tenant_id: "1.2")
    assert kept.kept(1, "menu", make=lambda: "new") == "new"
    assert sorted(kept._kept.values()) == ["new", "of another body"]
