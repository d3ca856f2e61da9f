"""The look of the widgets: one style sheet made from the tokens of a theme."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from viewer.carto.tokens import Theme

_SHEET = """
* {{ font-family: "Noto Sans", "Noto Sans JP"; font-size: {s13}px; color: {ink}; }}
QWidget#window {{ background: {space}; }}
QToolTip {{ background: {surface}; color: {ink}; border: 1px solid {line2}; padding: 4px 6px; font-size: {s12}px; }}
QLabel {{ background: transparent; }}
QLabel[role="caption"] {{ font-size: {s11}px; color: {ink3}; }}
QLabel[role="small"] {{ font-size: {s12}px; color: {ink2}; }}
QLabel[role="heading"] {{ font-size: {s11}px; font-weight: 700; color: {ink2}; }}
QLabel[role="title"] {{ font-size: {s19}px; font-weight: 700; }}
QLabel[role="text"] {{ font-size: {s14}px; }}
QLabel[role="bold"] {{ font-weight: 700; }}
QLabel[role="key"] {{ font-size: {s11}px; color: {ink2}; background: {surface2}; border: 1px solid {line};
  border-radius: 4px; padding: 1px 6px; }}
QLabel[role="warn"] {{ color: {warnink}; font-size: {s12}px; font-weight: 700; }}
QLabel[role="error"] {{ color: {err}; font-size: {s12}px; font-weight: 700; }}
QLabel[role="warnsmall"] {{ color: {warnink}; font-size: {s11}px; }}
QPushButton, QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px 8px;
  min-height: 20px; }}
QPushButton:hover, QToolButton:hover {{ background: {surface2}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {surface3}; }}
QPushButton:focus, QToolButton:focus {{ border: 1px solid {focus}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {ink3}; }}
QPushButton[role="outlined"] {{ border: 1px solid {line2}; font-size: {s12}px; }}
QPushButton[role="outlined"]:focus {{ border: 1px solid {focus}; }}
QPushButton[role="segment"] {{ border-radius: 5px; font-size: {s12}px; padding: 3px 9px; }}
QPushButton[role="segment"]:checked {{ background: {ink}; color: {surface}; }}
QPushButton[role="quiet"] {{ font-size: {s12}px; padding: 2px 8px; min-width: 8px; }}
QPushButton[role="key"] {{ padding: 2px 3px; min-width: 8px; }}
QPushButton[role="quiet"]:checked {{ background: {surface3}; font-weight: 700; }}
QPushButton[role="play"] {{ background: {ink}; border-radius: 6px; }}
QPushButton[role="play"]:focus {{ border: 2px solid {focus}; }}
QPushButton[role="link"] {{ color: {selink}; text-align: left; padding: 0 2px; text-decoration: underline; min-height: 18px; }}
QPushButton[role="tab"] {{ border: 0; border-radius: 0; border-bottom: 2px solid transparent; padding: 6px 2px; margin-right: 10px;
  min-height: {p20}px; }}
QPushButton[role="tab"]:checked {{ font-weight: 700; border-bottom: 2px solid {ink}; }}
QPushButton[role="tab"]:focus {{ color: {selink}; }}
QPushButton[role="chip"] {{ background: {surface2}; border: 1px solid {line}; border-radius: 12px; padding: 1px 9px; min-height: 20px;
  font-size: {s12}px; }}
QPushButton[role="chip"]:focus {{ border: 1px solid {focus}; }}
QPushButton[role="chip"]:checked {{ background: {surface}; color: {ink3}; border: 1px dashed {line2}; }}
QPushButton[role="filter"] {{ background: {selbg}; border: 1px solid {line}; border-radius: 12px; padding: 1px 9px; min-height: 20px;
  font-size: {s12}px; }}
QPushButton[role="filter"]:focus {{ border: 1px solid {focus}; }}
QPushButton[bare="true"] {{ padding: 0; min-width: {p26}px; min-height: {p26}px; }}
QPushButton[role="rail"] {{ padding: 0; min-width: {p34}px; min-height: {p34}px; }}
QLineEdit {{ background: {surface}; border: 1px solid {line2}; border-radius: 6px; padding: 5px 8px; selection-background-color: {focus}; }}
QLineEdit QToolButton {{ padding: 0; min-height: 0; border: 0; background: transparent; }}
QLineEdit:focus {{ border: 2px solid {focus}; padding: 4px 7px; }}
QPlainTextEdit {{ background: {surface}; border: 1px solid {line2}; border-radius: 6px; padding: 3px 5px;
  selection-background-color: {focus}; }}
QPlainTextEdit:focus {{ border: 2px solid {focus}; padding: 2px 4px; }}
QListWidget {{ border: 1px solid {line}; border-radius: 6px; padding: 2px; }}
QListWidget:focus {{ border: 2px solid {focus}; padding: 1px; }}
QListWidget::item {{ padding: 5px 6px; border-bottom: 1px solid {line}; }}
QListWidget::item:selected {{ background: {selbg}; color: {ink}; }}
QListView, QScrollArea, QTreeView {{ background: transparent; border: 0; outline: 0; }}
QListWidget#layersList {{ background: {surface}; }}
QScrollArea:focus {{ border: 1px solid {focus}; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ width: 9px; background: transparent; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line2}; border-radius: 3px; min-height: 30px; margin: 0 2px; }}
QScrollBar:horizontal {{ height: 9px; background: transparent; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {line2}; border-radius: 3px; min-width: 30px; margin: 2px 0; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ width: 0; height: 0; background: transparent; }}
QMenu {{ background: {surface}; border: 1px solid {line2}; border-radius: 6px; padding: 4px; }}
QMenu::item {{ padding: 5px 22px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selbg}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 6px; }}
QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px 0; }}
QCheckBox:focus, QRadioButton:focus {{ color: {selink}; }}
QComboBox {{ background: {surface}; border: 1px solid {line2}; border-radius: 6px; padding: 3px 8px; }}
QComboBox:focus {{ border: 1px solid {focus}; }}
QComboBox::drop-down {{ border: 0; width: {p18}px; }}
QComboBox::down-arrow {{ width: 0; height: 0; border-left: 4px solid {surface}; border-right: 4px solid {surface};
  border-top: 5px solid {ink2}; margin-right: 6px; }}
QComboBox QAbstractItemView {{ background: {surface}; selection-background-color: {selbg}; selection-color: {ink};
  border: 1px solid {line2}; }}
QSpinBox {{ background: {surface}; border: 1px solid {line2}; border-radius: 6px; padding: 3px 4px; }}
QTableView {{ background: {surface}; alternate-background-color: {surface2}; gridline-color: {line}; border: 1px solid {line2};
  selection-background-color: {selbg}; selection-color: {ink}; outline: 0; }}
QTableView:focus {{ border: 1px solid {focus}; }}
QTableView::item {{ padding: 0 5px; }}
QTableView::item:focus {{ background: {selbg}; color: {ink}; }}
QHeaderView {{ background: {surface2}; border: 0; }}
QHeaderView::section, QTableCornerButton::section {{ background: {surface2}; color: {ink2}; border: 0;
  border-right: 1px solid {line}; border-bottom: 1px solid {line2}; padding: 2px 6px; }}
QProgressBar {{ background: {surface3}; border: 0; border-radius: 3px; }}
QProgressBar::chunk {{ background: {focus}; border-radius: 3px; }}
QDialog {{ background: {surface}; }}
QFrame[role="warning"] {{ border: 1px solid {warnline}; border-radius: 6px; background: {surface}; }}
QFrame[role="warnhead"] {{ background: {warnbg}; border: 0; border-bottom: 1px solid {warnline}; border-top-left-radius: 5px;
  border-top-right-radius: 5px; }}
QFrame[role="hairline"] {{ background: {line}; border: 0; }}
"""


def style_sheet(theme: Theme, text_scale: float = 1.0) -> str:
    """Return the style sheet of a theme; `text_scale` 1 to 2 multiplies all type."""
    sizes = {f"s{size}": round(size * text_scale) for size in (11, 12, 13, 14, 19)}
    sizes |= {f"p{side - 2}": round(side * text_scale) - 2 for side in (20, 22, 28, 36)}  # with an edge of 1
    colours = {name: getattr(theme, name) for name in theme.__slots__ if isinstance(getattr(theme, name), str)}
    return _SHEET.format_map({**colours, **sizes})


def tell_boxes(theme: Theme) -> None:
    """Give boxes and rounds that are ticked the ground of a theme: a style sheet can't, and a light tick would stand on white."""
    ground = QApplication.palette()
    ground.setColor(QPalette.ColorRole.Base, QColor(theme.surface))
    for kind in ("QCheckBox", "QRadioButton"):
        QApplication.setPalette(ground, kind)  # type: ignore[arg-type]  # the stubs say bytes, which are refused
