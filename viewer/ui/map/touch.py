"""Wheels, touchpads and fingers: what they ask of the map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

_NOTCH = 360.0
"""Eighths of a degree of a wheel for a doubling: three notches."""
_SNAP = 8.0
"""Degrees that two fingers must turn before the map turns with them."""


def pushes(event: QWheelEvent) -> QPointF | None:
    """Return the pixels by which two fingers on a touchpad push the map; None where a wheel turns, or Ctrl asks to zoom."""
    fingers = event.device().type() == QInputDevice.DeviceType.TouchPad or event.phase() != Qt.ScrollPhase.NoScrollPhase
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not fingers or event.pixelDelta().isNull():
        return None
    return QPointF(event.pixelDelta())


def wheel_steps(event: QWheelEvent) -> float:
    """Return the doublings that a wheel asks for."""
    turn = event.angleDelta()
    return (turn.y() or turn.x()) / _NOTCH  # with Alt held some systems tell a sideways wheel


class Pinch:
    """Two fingers on the map: how much they part and turn."""

    def __init__(self) -> None:
        self._turned = 0.0
        self._turning = False

    def of_pad(self, event: QNativeGestureEvent) -> tuple[float, float]:
        """Return doublings and degrees that a gesture on a touchpad asks for."""
        kinds = Qt.NativeGestureType
        sort = event.gestureType()
        if sort in (kinds.BeginNativeGesture, kinds.EndNativeGesture):
            self._turned, self._turning = 0.0, False
            return 0.0, 0.0
        if sort == kinds.RotateNativeGesture:
            return 0.0, self._turn(event.value())
        if sort == kinds.SmartZoomNativeGesture:
            return 1.0, 0.0
        return (event.value() * 1.4, 0.0) if sort == kinds.ZoomNativeGesture else (0.0, 0.0)

    def of_screen(self, event: QGestureEvent) -> tuple[QPointF, QPointF, float, float] | None:
        """Return where two fingers on a screen are and were, and the factor and degrees since then; None where it is another gesture."""
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return None
        if pinch.state() == Qt.GestureState.GestureStarted:
            self._turned, self._turning = 0.0, False
        turn = self._turn(pinch.rotationAngle() - pinch.lastRotationAngle())
        return pinch.centerPoint(), pinch.lastCenterPoint(), max(pinch.scaleFactor(), 0.01), turn

    def _turn(self, degrees: float) -> float:
        """Let small turns pass: fingers that part are never quite straight."""
        self._turned += degrees
        if not self._turning and abs(self._turned) < _SNAP:
            return 0.0
        self._turning = True
        return degrees
