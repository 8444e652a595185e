"""Files for the tests, as programs make them and as somebody forges them."""

import io
import zipfile
import zlib

import pikepdf
import typst

_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
MULTIPLYING = f'<!DOCTYPE x [<!ENTITY e0 "parola">{_ENTITIES}]>'  # e9 is a thousand million words


def a_pdf(words: str) -> bytes:
    return typst.compile(f"#set document(title: [Prova])\n{words}".encode(), format="pdf")


def a_docx(words: str, *, before: str = "") -> bytes:
    body = f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>{before}"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'})


def an_odt(words: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    deleted = "<text:tracked-changes><text:p>cancellato</text:p></text:tracked-changes>"
    body = f"<office:text>{deleted}<text:p>{words}<office:annotation><text:p>bisbiglio</text:p></office:annotation></text:p>"
    return zipped({"content.xml": f"<office:document-content {spaces}>{body}</office:text></office:document-content>"})


def an_rtf(words: str) -> bytes:
    """As Word writes it: fonts, paper trays, a picture in its head, what was struck out, signs that are not ASCII by number."""
    written = "".join(char if ord(char) < 128 else f"\\'{char.encode('cp1252').hex()}" for char in words)
    fonts, picture = (
        r"{\fonttbl{\f0\fcharset0 Times New Roman;}}",
        r"{\pict{\*\picprop{\sp{\sn f}{\sv 1}}}\pngblip " + "\n".join(["89504e47" * 16] * 100_000) + "}",
    )
    trays, struck = r"\sectd\binfsxn4\binsxn4 ", r"{\deleted\revauthdel1 tolto}"
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + trays + picture + struck + r"\pard\f0 " + written + r"\par}"
    ).encode("ascii")


def an_xlsx(words: str, *, hidden: str = "") -> bytes:
    """The words of all sheets are in a list; where a sheet ends, styles and properties are as wrong as programs write them."""
    return _workbook(f"<si><t>{words}</t></si><si><t>{hidden}</t></si>")


def _workbook(shared: str, before: str = "") -> bytes:
    """A spreadsheet with these words: the first on its sheet, beside a number, the second on one that is hidden."""
    office, package = (
        "http://schemas.openxmlformats.org/officeDocument/2006",
        "http://schemas.openxmlformats.org/package/2006",
    )
    own, kind = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "application/vnd.openxmlformats-officedocument",
    )
    sheet = (
        f'<worksheet xmlns="{own}"><dimension ref="A1"/><sheetData><row r="1"><c r="A1"><v>1250.5</v></c>'
        '<c r="B1" t="s"><v>{}</v></c></row></sheetData></worksheet>'
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.spreadsheetml.sheet.main+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.spreadsheetml.sharedStrings+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.spreadsheetml.styles+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
            "xl/workbook.xml": f'<workbook xmlns="{own}" xmlns:r="{office}/relationships"><sheets>'
            '<sheet name="Foglio1" sheetId="1" r:id="r1"/><sheet name="Foglio2" sheetId="2" state="hidden" r:id="r2"/>'
            "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            + "".join(
                f'<Relationship Id="r{number}" Type="{office}/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>'
                for number in (1, 2)
            )
            + "</Relationships>",
            "xl/worksheets/sheet1.xml": sheet.format(0),
            "xl/worksheets/sheet2.xml": sheet.format(1),
            "xl/styles.xml": f'<styleSheet xmlns="{own}"><fills count="1"><fill/></fills></styleSheet>',
            "docProps/core.xml": f'<coreProperties xmlns="{package}/metadata/core-properties"><created>30/11/2026</created></coreProperties>',
            "xl/sharedStrings.xml": f'{before}<sst xmlns="{own}">{shared}</sst>',
        }
    )


def an_ods(words: str, *, hidden: str = "") -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("ta1", "true"), ("ta2", "false"))
    )
    tables = "".join(
        f'<table:table table:style-name="{name}"><table:table-row><table:table-cell><text:p>{cell}</text:p></table:table-cell>'
        "<table:table-cell><text:p>1.250,50</text:p></table:table-cell></table:table-row></table:table>"
        for name, cell in (("ta2", hidden), ("ta1", words))
    )
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}>{content}</office:document-content>",
        }
    )


def zipped(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def locked(pdf: bytes, *, user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="padrona", user=user))
    return out.getvalue()


def a_page_of(content: bytes) -> bytes:
    """A PDF of one page, with these instructions, which may be packed already."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        letters = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        document.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=letters))
        document.pages[0].Contents = pikepdf.Stream(document, b"")
        document.pages[0].Contents.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
        document.save(out)
    return out.getvalue()


def going_in_circles() -> bytes:
    """A PDF whose only list of pages lists itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def multiplying() -> bytes:
    """A DOCX of a few bytes, whose entities multiply."""
    return zipped({"word/document.xml": MULTIPLYING + "<x><t>&e9;</t></x>"})


HARMFUL = {
    "broken": (lambda: a_pdf("plateatico")[:400], {}),
    "no file at all": (lambda: b"MZ\x90" * 300, {}),
    "empty": (lambda: b"", {}),
    "another archive": (lambda: zipped({"virus.exe": "plateatico"}), {}),
    "with a password": (lambda: locked(a_pdf("plateatico"), user="segreta"), {}),
    "Office with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), {}),
    "a picture of a page": (lambda: a_page_of(b"0 0 9 9 re f"), {}),
    "in circles": (going_in_circles, {"seconds": 2}),
    "endless": (lambda: a_page_of(b"BT /F1 9 Tf (a) Tj ET " * 300_000), {"seconds": 1}),
    "a bomb in a PDF": (lambda: a_page_of(bytes(300_000_000)), {"memory": 200_000_000, "seconds": 5}),
    "a bomb in a DOCX": (lambda: a_docx(" " * 3_000_000), {"unpacked": 1_000_000}),
    "entities": (multiplying, {}),
    "a bomb in an XLSX": (lambda: _workbook("<si><t>parola</t></si>" * 1_000_000), {"seconds": 1}),
    "entities in an XLSX": (lambda: _workbook("<si><t>&e9;</t></si>", MULTIPLYING), {}),
    "too little memory": (lambda: a_pdf("plateatico"), {"memory": 30_000_000}),
}
