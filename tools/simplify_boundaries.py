"""Make `territory/data/confini.geojson` from the boundaries of ISTAT: fewer points, the same shape to the eye.

    python tools/simplify_boundaries.py SOURCE.geojson territory/data/confini.geojson

A point stays when it and its two neighbours span more than `TOLERANCE` (Visvalingam and Whyatt). The measure of a point
depends on its neighbours alone, so two municipalities keep the same points along the border that they share; points where
three meet always stay.
"""

import json
import sys
from collections import Counter
from pathlib import Path

TOLERANCE = 1.2e-6  # square degrees: about one hectare
DECIMALS = 4  # ten metres


def area(one, two, three) -> float:
    """Twice the area of a triangle, halved: square degrees."""
    return abs((two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1])) / 2


def simplify(ring: list, fixed: set) -> list:
    """A closed ring without the points that matter least; never fewer than a triangle."""
    points = [tuple(point) for point in ring[:-1]]
    while len(points) > 4:
        sizes = [
            (area(points[i - 1], points[i], points[(i + 1) % len(points)]), points[i], i)
            for i in range(len(points))
            if points[i] not in fixed
        ]
        if not sizes or min(sizes)[0] > TOLERANCE:
            break
        points.pop(min(sizes)[2])
    return [*points, points[0]]


def main(source: Path, target: Path) -> None:
    collection = json.loads(source.read_text(encoding="utf-8"))
    polygons = [
        [f["geometry"]["coordinates"]] if f["geometry"]["type"] == "Polygon" else f["geometry"]["coordinates"]
        for f in collection["features"]
    ]
    touching = Counter(p for shape in polygons for p in {tuple(p) for poly in shape for ring in poly for p in ring})
    ends = _ends_of_borders(polygons, touching)
    features = []
    for feature, shape in zip(collection["features"], polygons, strict=True):
        rings = [[_rounded(simplify(ring, ends)) for ring in polygon] for polygon in shape]
        known = {name: feature["properties"][name] for name in ("istat", "name")}
        features.append(
            {"type": "Feature", "properties": known, "geometry": {"type": "MultiPolygon", "coordinates": rings}}
        )
    made = {"type": "FeatureCollection", "source": collection["source"], "licence": "CC BY 4.0", "features": features}
    target.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _ends_of_borders(polygons, touching: Counter) -> set:
    """Points where a shared border begins or ends."""
    found = {point for point, count in touching.items() if count > 2}
    for shape in polygons:
        for ring in (ring for polygon in shape for ring in polygon):
            points = [tuple(point) for point in ring[:-1]]
            for i, point in enumerate(points):
                around = (touching[points[i - 1]], touching[points[(i + 1) % len(points)]])
                if touching[point] > 1 and 1 in around:
                    found.add(point)
    return found


def _rounded(ring: list) -> list:
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
