"""Five surfaces that the literature tests optimizers with.

Where a critical point has no short closed form it was found by Newton's method in extended
precision, from a fine grid of starts over the domain, and is stored to 16 digits.
"""

from numpy import cos, pi, sin

from gdcore.arrays import Array
from gdcore.surface import Critical, Surface


def rosenbrock() -> Surface:
    """Build the curved valley: f = (1 - x)² + 100 (y - x²)².

    The floor of the valley is the parabola y = x², where f is (1 - x)²: into it takes two steps, along
    it takes thousands, because the walls are 2,500 times as steep as the floor at the minimum and
    bound the learning rate (below 0.002). The minimum is the only critical point.

    Source:
        Rosenbrock 1960, with his start (-1.2, 1).
    """
    return Surface(
        name="rosenbrock",
        title="Rosenbrock's valley",
        formula="(1 − x)² + 100(y − x²)²",
        expression="(1 - x)**2 + 100*(y - x**2)**2",
        height=lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        slopes=lambda x, y: (-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)),
        curvatures=lambda x, y: (2 - 400 * (y - 3 * x**2), -400 * x, 200),
        domain=((-2, 2), (-1, 3)),
        start=(-1.2, 1),
        learning_rate=0.001,
        steps=1000,
        minima=(Critical(1, 1, 0),),
        logarithmic=True,
    )


def beale() -> Surface:
    """Build a flat bend between steep corners: f = (1.5 - x + xy)² + (2.25 - x + xy²)² + (2.625 - x + xy³)².

    One minimum. On the lines x = 0 and y = 1, which cross in a saddle point, f is 14.203125 everywhere.
    Left of x = 0 there is no minimum: a valley along about y = 1 - 0.991/x falls for ever, towards 0.452
    as x goes to minus infinity, and a descent from there arrives nowhere.

    Source:
        Beale 1958; the start (1, 1) is that of Moré, Garbow & Hillstrom 1981, problem 5.
    """

    def misfits(x: Array, y: Array) -> tuple[Array, Array, Array]:
        return 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3

    def height(x: Array, y: Array) -> Array:
        a, b, c = misfits(x, y)
        return a**2 + b**2 + c**2

    def slopes(x: Array, y: Array) -> tuple[Array, Array]:
        a, b, c = misfits(x, y)
        by_x = 2 * (a * (y - 1) + b * (y**2 - 1) + c * (y**3 - 1))
        by_y = 2 * x * (a + 2 * b * y + 3 * c * y**2)
        return by_x, by_y

    def curvatures(x: Array, y: Array) -> tuple[Array, Array, Array]:
        a, b, c = misfits(x, y)
        by_x_twice = 2 * ((y - 1) ** 2 + (y**2 - 1) ** 2 + (y**3 - 1) ** 2)
        mixed = 2 * (a + 2 * b * y + 3 * c * y**2) + 2 * x * (y - 1 + 2 * y * (y**2 - 1) + 3 * y**2 * (y**3 - 1))
        by_y_twice = 2 * x * (x + 4 * x * y**2 + 9 * x * y**4 + 2 * b + 6 * c * y)
        return by_x_twice, mixed, by_y_twice

    return Surface(
        name="beale",
        title="Beale's function",
        formula="(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
        expression="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
        height=height,
        slopes=slopes,
        curvatures=curvatures,
        domain=((-4.5, 4.5), (-4.5, 4.5)),
        start=(1, 1),
        learning_rate=0.02,
        steps=300,
        minima=(Critical(3, 0.5, 0),),
        saddles=(Critical(0, 1, 14.203125), Critical(0.10053793732415836, -2.644513585023125, 9.86451228475556)),
        logarithmic=True,
    )


def himmelblau() -> Surface:
    """Build four equal pits around a hill: f = (x² + y - 11)² + (x + y² - 7)².

    Each pit is an exact solution of x² + y = 11 and x + y² = 7, so f is 0 in all four: none is
    better, and the start decides.

    Source:
        Himmelblau 1972.
    """
    return Surface(
        name="himmelblau",
        title="Himmelblau's function",
        formula="(x² + y − 11)² + (x + y² − 7)²",
        expression="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
        height=lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        slopes=lambda x, y: (
            4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7),
            2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7),
        ),
        curvatures=lambda x, y: (12 * x**2 + 4 * y - 42, 4 * (x + y), 12 * y**2 + 4 * x - 26),
        domain=((-5, 5), (-5, 5)),
        start=(0, 0),
        learning_rate=0.01,
        steps=50,
        minima=(
            Critical(3, 2, 0),
            Critical(-2.805118086952745, 3.131312518250573, 0),
            Critical(-3.779310253377747, -3.2831859912861694, 0),
            Critical(3.584428340330492, -1.8481265269644036, 0),
        ),
        saddles=(
            Critical(3.385154183607021, 0.07385187983774929, 13.31192627040559),
            Critical(0.08667750455539635, 2.884254701174776, 67.71915008752614),
            Critical(-3.0730257507643896, -0.08135304428796751, 104.0151629175581),
            Critical(-0.12796134673068007, -1.9537149802445764, 178.33723920192746),
        ),
        maxima=(Critical(-0.2708445906673476, -0.9230385564799815, 181.6165215225827),),
        logarithmic=True,
    )


def camel() -> Surface:
    """Build six humps and dips, each with its opposite: f = (4 - 2.1 x² + x⁴/3) x² + xy + (4 y² - 4) y².

    Six minima at three heights, two of them global; f(-x, -y) = f(x, y).

    Source:
        Dixon & Szegö 1978. The domain is cut to the part where the 15 critical points are; the usual
        one, |x| <= 3 and |y| <= 2, rises to 163 and hides them.
    """
    return Surface(
        name="camel",
        title="Six-hump camel",
        formula="(4 − 2.1x² + x⁴/3)x² + xy + (4y² − 4)y²",
        expression="(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (4*y**2 - 4)*y**2",
        height=lambda x, y: (4 - 2.1 * x**2 + x**4 / 3) * x**2 + x * y + (4 * y**2 - 4) * y**2,
        slopes=lambda x, y: (8 * x - 8.4 * x**3 + 2 * x**5 + y, x - 8 * y + 16 * y**3),
        curvatures=lambda x, y: (8 - 25.2 * x**2 + 10 * x**4, 1, 48 * y**2 - 8),
        domain=((-2.1, 2.1), (-1.2, 1.2)),
        start=(1.2, 0.5),
        learning_rate=0.02,
        steps=60,
        minima=_with_opposites(
            Critical(0.08984201310031806, -0.7126564030207396, -1.0316284534898774),
            Critical(1.7036067149699809, -0.7960835686726251, -0.21546382438371764),
            Critical(1.6071047529201972, 0.5686514548841314, 2.104250310311258),
        ),
        saddles=(
            Critical(0, 0, 0),
            *_with_opposites(
                Critical(1.1092053368047864, -0.7682680925095398, 0.5437186009781851),
                Critical(1.6380679841897786, 0.2286740690443941, 2.2293571975307147),
                Critical(1.296070267167109, 0.6050843880386585, 2.22947081802986),
            ),
        ),
        maxima=_with_opposites(Critical(1.2302298765166526, 0.16233458445899497, 2.496295351023577)),
    )


def _with_opposites(*points: Critical) -> tuple[Critical, ...]:
    return tuple(twin for x, y, value in points for twin in (Critical(x, y, value), Critical(-x, -y, value)))


_Wave = tuple[tuple[float, float], ...]

# Rastrigin's function is the sum of two waves, w(x) + w(y) with w(x) = 10 + x² - 10 cos(2πx): the dips
# and the tops of one wave, each with its height, are all that its critical points are made of.
_DIPS = (
    (-1.9899122337085496, 3.9798311905540875),
    (-0.9949586376523348, 0.9949590570932914),
    (0.0, 0.0),
    (0.9949586376523348, 0.9949590570932914),
    (1.9899122337085496, 3.9798311905540875),
)
_TOPS = (
    (-1.5076407318703584, 22.26145888480592),
    (-0.5025460365546746, 20.251272990990113),
    (0.5025460365546746, 20.251272990990113),
    (1.5076407318703584, 22.26145888480592),
)


def rastrigin() -> Surface:
    """Build an egg box in a bowl: f = 20 + x² - 10 cos(2πx) + y² - 10 cos(2πy).

    A minimum near every pair of whole numbers, and one global: descent stops in the first dip it
    meets. Of the 81 critical points here 25 are minima, 16 maxima and 40 saddle points, and with every
    further dimension the share of the saddle points grows.

    Source:
        Rastrigin 1974; as a sum over dimensions Mühlenbein, Schomisch & Born 1991. The domain is cut
        from the usual 5.12 to 2.5 so that a dip is large enough to be seen.
    """
    return Surface(
        name="rastrigin",
        title="Rastrigin's function",
        formula="20 + x² − 10 cos(2πx) + y² − 10 cos(2πy)",
        expression="20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
        height=lambda x, y: 20 + x**2 - 10 * cos(2 * pi * x) + y**2 - 10 * cos(2 * pi * y),
        slopes=lambda x, y: (2 * x + 20 * pi * sin(2 * pi * x), 2 * y + 20 * pi * sin(2 * pi * y)),
        curvatures=lambda x, y: (2 + 40 * pi**2 * cos(2 * pi * x), 0, 2 + 40 * pi**2 * cos(2 * pi * y)),
        domain=((-2.5, 2.5), (-2.5, 2.5)),
        start=(-1.6, 1.4),
        learning_rate=0.001,
        steps=30,
        minima=_crossings(_DIPS, _DIPS),
        saddles=_crossings(_DIPS, _TOPS) + _crossings(_TOPS, _DIPS),
        maxima=_crossings(_TOPS, _TOPS),
    )


def _crossings(along_x: _Wave, along_y: _Wave) -> tuple[Critical, ...]:
    return tuple(Critical(x, y, of_x + of_y) for x, of_x in along_x for y, of_y in along_y)
