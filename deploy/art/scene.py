"""A scene before the camera, and the photograph of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from deploy.art.camera import Camera
from deploy.art.canvas import Canvas
from deploy.art.cuts import corners
from deploy.art.develop import blurred, enlarged, focused, glowing, halved, printed
from deploy.art.gems import Stone, crossing, seen_through
from deploy.art.noise import fibres
from deploy.art.shade import shaded
from deploy.art.shadows import Lighting, Shadows
from deploy.art.studio import Studio
from deploy.art.surfaces import Surface
from deploy.art.vectors import Array, Colour, smoothstep, vector

FINER = 2


@dataclass(frozen=True)
class Ground:
    """A sheet of paper at a height, which rises into a backdrop at some distance behind the work."""

    colour: Colour
    height: float = 0.0
    backdrop: Colour | None = None
    fades: tuple[float, float] = (1e5, 2e5)
    light: Callable[[Array], Array] | None = None


@dataclass(frozen=True)
class Scene:
    """All that a photograph needs. `middle` and `reach` bound what casts shadows; `focus` is (distance, depth)."""

    camera: Camera
    studio: Studio
    surfaces: tuple[Surface, ...] = ()
    stones: tuple[Stone, ...] = ()
    ground: Ground | None = None
    casters: tuple[Surface, ...] = ()
    middle: Colour = (0, 0, 0)
    reach: float = 1.0
    focus: tuple[float, float] | None = None
    sparkle: Studio | None = None
    lamps: int = 27
    extra: tuple[Callable[[Canvas, Array], None], ...] = field(default=())


def photograph(scene: Scene) -> Array:
    """Return the eight-bit picture of a scene."""
    lighting = _lighting(scene)
    paper, paper_distance = _paper(scene, lighting)
    canvas = Canvas(scene.camera.larger(FINER))
    canvas.draw(scene.surfaces)
    picture = np.repeat(np.repeat(paper, FINER, 0), FINER, 1).reshape(-1, 3)
    far = np.repeat(np.repeat(paper_distance, FINER, 0), FINER, 1).reshape(-1)
    canvas.which[canvas.distance > far] = -1
    canvas.distance = np.minimum(canvas.distance, far)
    for material in tuple(canvas.materials):
        seen = canvas.seen(material)
        _, rays = canvas.points(seen.places)
        picture[seen.places] = shaded(seen, rays, scene.studio, lighting)
    for act in scene.extra:
        act(canvas, picture)
    _put_stones(scene, canvas, picture)
    return _developed(scene, canvas, picture)


def _lighting(scene: Scene) -> Lighting:
    lamps, powers = scene.studio.lamps(scene.lamps)
    casters = scene.casters or scene.surfaces
    return Lighting(lamps, powers, Shadows(casters, lamps, scene.middle, scene.reach))


def _developed(scene: Scene, canvas: Canvas, picture: Array) -> Array:
    shape = (canvas.camera.height, canvas.camera.width)
    light = halved(np.minimum(picture, 12).reshape(*shape, 3), FINER)
    if scene.focus is not None:
        distance = halved(np.minimum(canvas.distance, 1e4).reshape(*shape, 1), FINER)[..., 0]
        light = focused(light, distance, *scene.focus)
    return printed(glowing(light), scene.studio.exposure)


def _paper(scene: Scene, lighting: Lighting) -> tuple[Array, Array]:
    """The ground is lit at a quarter of the pixels: nothing on it is sharper than its shadows."""
    camera, ground = scene.camera, scene.ground
    if ground is None:
        nothing = np.zeros((camera.height, camera.width), dtype=np.float32)
        return np.broadcast_to(scene.studio.light(_all_rays(camera)) * 0, (*nothing.shape, 3)), nothing + np.inf
    small = camera.larger(0.25)
    rays = _all_rays(small)
    points, distance = _ground_points(small, rays, ground)
    flat = points.reshape(-1, 3)
    lit = lighting.on(flat, np.broadcast_to(vector(0, 0, 1), flat.shape)).reshape(points.shape)
    lit = blurred(lit, small.width / 130) * vector(*ground.colour)
    lit = _before_backdrop(lit, distance, ground)
    picture = enlarged(lit, (camera.height, camera.width))
    full = _all_rays(camera)
    exact, far = _ground_points(camera, full, ground)
    if ground.light is not None:
        picture = picture + ground.light(exact) * vector(*ground.colour)
    return picture * fibres(camera.height, camera.width)[..., None], far


def _before_backdrop(lit: Array, distance: Array, ground: Ground) -> Array:
    if ground.backdrop is None:
        return lit
    share = smoothstep(*ground.fades, distance)[..., None]
    faded: Array = lit * (1 - share) + vector(*ground.backdrop) * share
    return faded


def _all_rays(camera: Camera) -> Array:
    rows, columns = np.mgrid[0 : camera.height, 0 : camera.width].astype(np.float32) + np.float32(0.5)
    return camera.rays(columns, rows)


def _ground_points(camera: Camera, rays: Array, ground: Ground) -> tuple[Array, Array]:
    down = np.maximum(-rays[..., 2], 1e-4)
    along = (camera.eye[2] - ground.height) / down
    points = vector(*camera.eye) + rays * along[..., None]
    distance = along * (rays @ camera.axes[2])
    return points.astype(np.float32), distance.astype(np.float32)


def _put_stones(scene: Scene, canvas: Canvas, picture: Array) -> None:
    for stone in scene.stones:
        places, rays = _looked_at(stone, canvas)
        origin = stone.inward(vector(*canvas.camera.eye))
        local = (rays @ stone.matrix).astype(np.float32)
        far, planes = crossing(stone.cut, origin, local)
        axis = rays @ canvas.camera.axes[2]
        before = np.isfinite(far) & (far * stone.size * axis < canvas.distance[places])
        met = origin + local[before] * far[before, None]
        studio = scene.sparkle or scene.studio
        picture[places[before]] = seen_through(stone, met, local[before], planes[before], studio)
        canvas.distance[places[before]] = (far * stone.size * axis)[before]


def _looked_at(stone: Stone, canvas: Canvas) -> tuple[Array, Array]:
    """Return the pixels that may show a stone."""
    column, row, _ = canvas.camera.project(corners(stone.cut) * stone.size @ stone.matrix.T + stone.place)
    left, right = (int(np.clip(x, 0, canvas.camera.width)) for x in (column.min() - 1, column.max() + 2))
    top, bottom = (int(np.clip(y, 0, canvas.camera.height)) for y in (row.min() - 1, row.max() + 2))
    rows, columns = np.mgrid[top:bottom, left:right]
    places = (rows * canvas.camera.width + columns).reshape(-1)
    rays = canvas.camera.rays(columns.reshape(-1) + np.float32(0.5), rows.reshape(-1) + np.float32(0.5))
    return places, rays
