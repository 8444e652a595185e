"""Do our exports hold to their profiles? Shapes of ours (SHACL), run by a library that only developers have."""

from pathlib import Path

SHAPES = Path(__file__).parent / "shapes"
FILES = {"catalogo": SHAPES / "dcat_ap_it.ttl", "servizi": SHAPES / "cpsv_ap_it.ttl"}


def problems(graph, name: str) -> list[tuple[str, str]]:
    """What is wrong in an export: message and the thing that it is about; nothing for one that conforms."""
    from pyshacl import validate
    from rdflib import SH, Graph

    shapes = Graph().parse(FILES[name], format="turtle")
    conforms, report, _text = validate(graph, shacl_graph=shapes, inference="none")
    if conforms:
        return []
    rows = report.subjects(SH.sourceShape, None)
    return sorted((str(report.value(row, SH.resultMessage)), str(report.value(row, SH.focusNode))) for row in rows)
