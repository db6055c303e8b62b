"""Draws world.json, the outlines of the map, from Natural Earth's countries; not part of the archive that runs.

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    pip install shapely==2.2.0
    python -m articles.pictures.draw_world package

Natural Earth is in the public domain; world-atlas, which packs it as TopoJSON, has the ISC licence
(Michael Bostock). The projection is Equal Earth (Šavrič, Patterson and Jenny, 2018), so that no part of the world
looks larger than it is. Boundaries are Natural Earth's, which draws who is in control, not who claims.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from babel.core import get_global
from shapely import LineString, Polygon
from shapely.ops import polylabel

WIDTH = 2000  # units of the drawing
CUT = -168.5  # the meridian at which the map is cut open: between Alaska and Chukotka
TOLERANCE = 0.7  # units by which a coast may be straightened
SMALLEST = 10  # square units: islands below this are left out, unless a country has nothing larger
WITHOUT = {"010"}  # Antarctica
# Without a number in ISO 3166-1, and with calls of its own.
BY_NAME = {"Kosovo": "XK"}
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
HERE = Path(__file__).parent

Point = tuple[float, float]
Ring = list[int]


def equal_earth(longitude: float, latitude: float) -> Point:
    """In radians of the sphere; `longitude` is counted from the middle of the map."""
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    slope = A1 + 3 * A2 * t**2 + t**6 * (7 * A3 + 9 * A4 * t**2)
    x = 2 * sqrt(3) * radians(longitude) * cos(t) / (3 * slope)
    return x, -(A1 * t + A2 * t**3 + t**7 * (A3 + A4 * t**2))


class Atlas:
    """One of world-atlas's files, its arcs projected; neighbours share an arc, so borders stay closed."""

    def __init__(self, path: Path, scale: float) -> None:
        topology = json.loads(path.read_text())
        self.geometries = topology["objects"]["countries"]["geometries"]
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        self.arcs = []
        for arc in topology["arcs"]:
            x = y = 0
            places = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                longitude = x * sx + tx
                turned = longitude + 360 if longitude < CUT else longitude
                px, py = equal_earth(turned - CUT - 180, y * sy + ty)
                places.append((px * scale, py * scale))
            self.arcs.append(places)

    def rings(self, geometry: dict) -> Iterator[list[Ring]]:
        """Its polygons, each a list of rings of arcs."""
        if geometry["type"] == "Polygon":
            yield geometry["arcs"]
        elif geometry["type"] == "MultiPolygon":
            yield from geometry["arcs"]

    def points(self, ring: Ring) -> list[Point]:
        places: list[Point] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            places += arc[1:] if places else arc
        return places

    def largest(self, geometry: dict) -> Polygon:
        outlines = (Polygon(self.points(rings[0])).buffer(0) for rings in self.rings(geometry))
        parts = (part for outline in outlines for part in getattr(outline, "geoms", [outline]))
        return max(parts, key=lambda polygon: polygon.area)


def code_of(geometry: dict) -> str:
    name = geometry["properties"]["name"]
    if name in BY_NAME:
        return BY_NAME[name]
    return next(iter(get_global("territory_aliases").get(geometry.get("id"), [])), "")


def path_of(atlas: Atlas, geometry: dict, shift: Point) -> str:
    """As SVG: whole units, relative, the smallest islands left out."""
    return "".join(
        drawn
        for rings in atlas.rings(geometry)
        if Polygon(atlas.points(rings[0])).area >= SMALLEST
        for ring in rings
        if (drawn := ring_path(atlas.points(ring), shift))
    )


def ring_path(places: list[Point], shift: Point) -> str:
    whole = [(round(x - shift[0]), round(y - shift[1])) for x, y in places]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole[:-1])]
    steps = [step for step in steps if step != (0, 0)]
    if len(steps) < 2:
        return ""
    # A minus sign separates as well as a space does.
    drawn = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
    return f"M{whole[0][0]} {whole[0][1]}l{drawn}z".replace(" -", "-")


def simplified(arcs: list[list[Point]]) -> list[list[Point]]:
    return [list(LineString(arc).simplify(TOLERANCE).coords) if len(arc) > 2 else arc for arc in arcs]


def draw(folder: Path) -> dict:
    scale = WIDTH / (2 * equal_earth(180, 0)[0])
    coarse, fine = (Atlas(folder / f"countries-{size}m.json", scale) for size in (110, 50))
    coarse.arcs = simplified(coarse.arcs)
    shown = [geometry for geometry in coarse.geometries if geometry.get("id") not in WITHOUT]
    ends = [point for g in shown for rings in coarse.rings(g) for point in coarse.points(rings[0])]
    places = {
        code_of(g): polylabel(fine.largest(g), tolerance=0.5) for g in fine.geometries if g.get("id") not in WITHOUT
    }
    places.pop("", None)
    ends += [(place.x, place.y) for place in places.values()]
    left, top = min(x for x, _y in ends), min(y for _x, y in ends)
    countries = {code: {"at": [round(p.x - left), round(p.y - top)], "path": ""} for code, p in places.items()}
    other = []
    for geometry in shown:
        path = path_of(coarse, geometry, (left, top))
        if code := code_of(geometry):
            countries[code]["path"] = path
        else:
            other.append(path)
    width, height = (round(max(point[axis] for point in ends) - start) for axis, start in ((0, left), (1, top)))
    return {"width": width, "height": height, "other": "".join(other), "countries": dict(sorted(countries.items()))}


if __name__ == "__main__":
    drawn = draw(Path(sys.argv[1]))
    (HERE / "world.json").write_text(json.dumps(drawn, separators=(",", ":")) + "\n")
    print(f"{len(drawn['countries'])} countries, {(HERE / 'world.json').stat().st_size:,} bytes")
