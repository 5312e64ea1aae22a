"""The European emblem, drawn from its published geometry.

A rectangle of 3 by 2; twelve five-pointed stars like the hours on a clock, on a circle with a radius of a
third of the height; each star with one point up, in a circle of an eighteenth of the height.
"""

from math import cos, pi, sin

from django.utils.html import escape

BLUE = "#003399"
YELLOW = "#FFCC00"
HEIGHT = 180
INNER = (3 - 5**0.5) / 2  # inner radius of a regular star polygon over its outer radius


def _star(centre_x: float, centre_y: float, radius: float) -> str:
    points = []
    for corner in range(10):
        length = radius if corner % 2 == 0 else radius * INNER
        angle = pi * corner / 5
        points.append(f"{centre_x + length * sin(angle):.2f} {centre_y - length * cos(angle):.2f}")
    return "M" + "L".join(points) + "Z"


def stars() -> str:
    """The path of the twelve stars in a field of 270 by 180."""
    circle, radius = HEIGHT / 3, HEIGHT / 18
    places = [(sin(pi * hour / 6), -cos(pi * hour / 6)) for hour in range(12)]
    return "".join(_star(HEIGHT * 0.75 + circle * x, HEIGHT / 2 + circle * y, radius) for x, y in places)


def svg(title: str = "European Union") -> str:
    """The emblem as one SVG element; `title` is its alternative text."""
    width = HEIGHT * 3 // 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" role="img">'
        f"<title>{escape(title)}</title>"
        f'<path fill="{BLUE}" d="M0 0H{width}V{HEIGHT}H0Z"/>'
        f'<path fill="{YELLOW}" d="{stars()}"/></svg>'
    )
