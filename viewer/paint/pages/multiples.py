"""Small maps of several days, painted by one political layer: only the day differs between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from viewer.carto.names.land_names import land_spots
from viewer.carto.projections.projection import projection_of
from viewer.carto.projections.viewport import Viewport
from viewer.carto.scene import compose_scene, composing_ground
from viewer.carto.tokens import THEMES
from viewer.carto.view import View
from viewer.model.atlas import Atlas
from viewer.model.stepwise import finished
from viewer.paint.land.dimming import DimmingLayer
from viewer.paint.land.political_layer import PoliticalLayer
from viewer.paint.overlay.overlay import Sprites, draw_labels, draw_markers
from viewer.paint.type import name_width

if TYPE_CHECKING:
    from viewer.carto.own.extra import ShownLayer


class Multiples:
    """Paints cells of one size. The costly part, what lies where, is made once for all days."""

    def __init__(self, atlas: Atlas, sprites: Sprites) -> None:
        self._atlas, self._sprites = atlas, sprites
        self._layer: PoliticalLayer | None = None

    def cell(self, view: View, width: int, height: int, ratio: float, extras: Sequence[ShownLayer] = ()) -> QImage:
        """Return the map of a View on `width` x `height` px, each `ratio` device px; valid as long as you keep it."""
        theme, atlas = THEMES[view.theme], self._atlas
        projection = projection_of(view.projection, view.centre)
        port = Viewport(projection, view.centre, view.zoom, width, height, ratio, rotation=view.rotation)
        if self._layer is None:
            self._layer = PoliticalLayer(atlas, theme, view.hidden_layers)
        layer = self._layer
        layer.set_look(theme, view.hidden_layers)
        if layer.viewport != port:
            layer.prepare(port)
        layer.update(view.instant, view.viewpoint)
        image = layer.image.copy()
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        DimmingLayer().draw(painter, layer, atlas, view, theme, port)
        if extras:
            from viewer.paint.own.extra import draw_extras

            draw_extras(painter, extras, view, theme, port)
        grid = layer.zone_grid()
        frame = (2.0, 2.0, width - 2.0, height - 2.0)
        spots = land_spots(atlas, view.instant, grid, frame, viewpoint=view.viewpoint) if grid else ()
        scene = compose_scene(atlas, view, port, name_width, ground=finished(composing_ground(atlas, view, port, name_width, spots)))
        draw_labels(painter, scene.labels, theme, self._sprites, ratio)
        draw_markers(painter, scene.markers, view, theme, self._sprites)
        painter.setPen(QColor(theme.line2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, width - 1.0, height - 1.0))
        painter.end()
        return image
