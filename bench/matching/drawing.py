"""The growth of the seconds with the pool, as a drawing on logarithmic scales beside a slope of n²."""

from math import log10

WIDTH, HEIGHT, EDGE = 640, 400, 56
COLOURS = {"scarce": "#b3541e", "abundant": "#1e6fb3"}
Row = tuple[str, ...]


def growth(rows: list[Row]) -> str:
    """SVG of total seconds by students, a line a kind of seats; the dashes grow with the square of the students."""
    of_fields = [row for row in rows if row[5] == "field"]
    points = {seats: [(_number(row[2]), float(row[0])) for row in of_fields if row[4] == seats] for seats in COLOURS}
    points = {seats: found for seats, found in points.items() if found}
    sizes = sorted({size for found in points.values() for size, _ in found})
    most = max(seconds for found in points.values() for _, seconds in found)
    top, low = log10(most) + 0.2, -2.2
    left, right = log10(sizes[0]), max(log10(sizes[-1]), log10(sizes[0]) + 1)

    def at(size: float, seconds: float) -> str:
        x = EDGE + (log10(size) - left) / (right - left) * (WIDTH - 2 * EDGE)
        y = HEIGHT - EDGE - (log10(max(seconds, 0.01)) - low) / (top - low) * (HEIGHT - 2 * EDGE)
        return f"{x:.0f},{y:.0f}"

    square = [at(size, most * (size / sizes[-1]) ** 2) for size in sizes]
    parts = [f'<polyline points="{" ".join(square)}" fill="none" stroke="#888" stroke-dasharray="5 4"/>']
    for seats, found in points.items():
        line = " ".join(at(*each) for each in found)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{COLOURS[seats]}" stroke-width="2"/>')
        parts += [_label(at(*each), f"{each[1]:.2f} s", COLOURS[seats]) for each in found]
    parts += [_label(at(size, 10**low), f"{size:,}", "#333") for size in sizes]
    names = " · ".join(f'<tspan fill="{COLOURS[seats]}">{seats}</tspan>' for seats in points)
    heading = f'<text x="{EDGE}" y="24">Seconds by students, all pairs: {names} · dashes: n²</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13" role="img"><title>Seconds by students</title><rect width="100%" height="100%" fill="#fff"/>'
        f"{heading}{''.join(parts)}</svg>\n"
    )


def _label(place: str, text: str, colour: str) -> str:
    x, y = place.split(",")
    return f'<text x="{x}" y="{int(y) - 8}" fill="{colour}" text-anchor="middle">{text}</text>'


def _number(text: str) -> int:
    return int(text.replace(",", ""))
