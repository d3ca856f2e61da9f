"""Design tokens: every colour and measure of the themes, once.

Colours are `#RRGGBB`. Their contrasts are tested, so a changed colour needs a new measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from viewer.model.record import dataclass


@dataclass(frozen=True, slots=True)
class BlocColours:
    """Colours of a bloc style: full members, other allies, and the ink of outline, ribbon, pattern and name."""

    fill: str
    fill2: str
    ink: str


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """All colours of one theme; the same theme is the same object."""

    name: str
    space: str
    """Outside the globe, window ground."""
    sea: str
    """Sea."""
    sea1: str
    """Shore band, outer (stroke 15)."""
    sea2: str
    """Shore band, inner (stroke 6)."""
    seaink: str
    """Names of seas, polar rings."""
    grat: str
    """Graticule."""
    water: str
    """Lakes."""
    river: str
    """Rivers."""
    land: str
    """Land, in neither bloc."""
    nodata: str
    """Land without data."""
    nodataink: str
    """Crosses on no data."""
    coast: str
    """Coast line."""
    border: str
    """State border."""
    halo: str
    """Halo of map text and markers."""
    cur: str
    """Iron Curtain, line."""
    curcase: str
    """Iron Curtain, casing."""
    surface: str
    """Panels, marker discs."""
    surface2: str
    """Panel foot, chip."""
    surface3: str
    """Era and term bars, pressed."""
    line: str
    """Hairline inside panels (decorative)."""
    line2: str
    """Edge of controls, axes."""
    ink: str
    """Text, primary."""
    ink2: str
    """Text, secondary."""
    ink3: str
    """Text, captions."""
    focus: str
    """Focus ring, selection, time window."""
    selbg: str
    """Selected row."""
    selink: str
    """Links, text on selected row."""
    thumb: str
    """Thumb of the timeline and its flag."""
    warnbg: str
    """"Sources differ", head."""
    warnline: str
    """"Sources differ", frame."""
    warnink: str
    """"Sources differ", text."""
    err: str
    """Error text."""
    blocs: Mapping[str, BlocColours]
    """Style of a bloc group -> colours."""
    families: Mapping[str, str]
    """Family of events -> colour of rim, glyph and bar."""
    ribbon: float
    """Opacity of bloc ribbons."""

    @property
    def dark(self) -> bool:
        """Whether light ink stands on dark ground."""
        return self.name.startswith("dark")


LIGHT = Theme(
    name="light",
    space="#F6F3EB",
    sea="#DCE6E9",
    sea1="#D2DFE4",
    sea2="#C6D6DD",
    seaink="#3C6377",
    grat="#BFCED4",
    water="#D3E0E5",
    river="#9DB8C4",
    land="#F4F0E4",
    nodata="#D9D5CC",
    nodataink="#767166",
    coast="#7C8B90",
    border="#8C8672",
    halo="#FBF9F2",
    cur="#1B2126",
    curcase="#FBF9F2",
    surface="#FCFBF8",
    surface2="#F3F0E8",
    surface3="#E9E5DA",
    line="#D9D4C7",
    line2="#8C877A",
    ink="#1B2126",
    ink2="#464E55",
    ink3="#62696F",
    focus="#0A57B8",
    selbg="#E3ECF7",
    selink="#0A4A9C",
    thumb="#1B2126",
    warnbg="#FBF1D9",
    warnline="#B98A1E",
    warnink="#694800",
    err="#A61B1B",
    blocs=MappingProxyType(
        {
            "west": BlocColours("#BDD2E8", "#D6E3F0", "#1C5196"),
            "east": BlocColours("#F0B9A3", "#F6D5C6", "#A8321C"),
            "china": BlocColours("#EAD793", "#F0E2B2", "#523E00"),
            "nonaligned": BlocColours("#A8C9B7", "#CCDFD3", "#2C6448"),
            "axis": BlocColours("#A497A6", "#CBC2CC", "#33223B"),
            "allies": BlocColours("#95C7CC", "#C4DFE1", "#0B5E59"),
        },
    ),
    families=MappingProxyType(
        {
            "force": "#85102A",
            "crisis": "#BF5A00",
            "diplomacy": "#00666B",
            "power": "#5D3FA8",
            "words": "#33393F",
            "economy": "#5B7C9C",
        },
    ),
    ribbon=0.34,
)
DARK = Theme(
    name="dark",
    space="#0B0F13",
    sea="#121A21",
    sea1="#15202A",
    sea2="#192733",
    seaink="#84A8BE",
    grat="#22303B",
    water="#16222C",
    river="#2F4656",
    land="#333A3E",
    nodata="#2A2520",
    nodataink="#6C747A",
    coast="#71838D",
    border="#7D878C",
    halo="#14191D",
    cur="#F7F3E8",
    curcase="#0D1216",
    surface="#171C21",
    surface2="#1F262C",
    surface3="#2A323A",
    line="#353F48",
    line2="#77828B",
    ink="#EEF0F0",
    ink2="#BEC5CA",
    ink3="#98A2A9",
    focus="#7DB7FF",
    selbg="#1D3450",
    selink="#A9CEFF",
    thumb="#F4F1E8",
    warnbg="#352B14",
    warnline="#9C7A2A",
    warnink="#F1CF85",
    err="#FF8A80",
    blocs=MappingProxyType(
        {
            "west": BlocColours("#264767", "#2B3E50", "#86B7EE"),
            "east": BlocColours("#652F27", "#4E3833", "#FF9E80"),
            "china": BlocColours("#7A6820", "#504A2C", "#F2D774"),
            "nonaligned": BlocColours("#3D6453", "#384D43", "#93D6B4"),
            "axis": BlocColours("#6A5A74", "#4E4656", "#DCC6E8"),
            "allies": BlocColours("#196A58", "#2A5047", "#74D0C6"),
        },
    ),
    families=MappingProxyType(
        {
            "force": "#FF8494",
            "crisis": "#FFC27A",
            "diplomacy": "#4FC9C4",
            "power": "#B9A2FF",
            "words": "#E8E6DF",
            "economy": "#86A0C8",
        },
    ),
    ribbon=0.42,
)
LIGHT_HIGH = replace(
    LIGHT,
    name="light-high",
    space="#FFFFFF",
    sea="#E4EEF2",
    sea1="#D8E6EC",
    sea2="#C9DCE5",
    seaink="#143A4D",
    grat="#8FA3AC",
    water="#DCE9EE",
    river="#5F8093",
    land="#FBF8EE",
    nodata="#E2DFD8",
    nodataink="#3D3A36",
    coast="#39444A",
    border="#464E55",
    halo="#FFFFFF",
    cur="#000000",
    curcase="#FFFFFF",
    surface="#FFFFFF",
    surface2="#F5F3EE",
    surface3="#E8E4DA",
    line="#767676",
    line2="#2E3338",
    ink="#000000",
    ink2="#23292E",
    ink3="#383F45",
    focus="#003A94",
    selbg="#D8E6FA",
    selink="#00307F",
    thumb="#000000",
    warnbg="#FFF3D2",
    warnline="#6B4A00",
    warnink="#4A3200",
    err="#8A0000",
    blocs=MappingProxyType(
        {
            "west": BlocColours("#C6DAEF", "#E0EBF6", "#08326B"),
            "east": BlocColours("#F7CBBA", "#FBE2D8", "#6F1505"),
            "china": BlocColours("#EFDD9F", "#F6EBC4", "#3A2B00"),
            "nonaligned": BlocColours("#BAD8C8", "#DAEAE1", "#103C27"),
            "axis": BlocColours("#C0B4C3", "#DCD5DE", "#241630"),
            "allies": BlocColours("#B2D9DD", "#D7ECEE", "#033A36"),
        },
    ),
    families=MappingProxyType(
        {
            "force": "#7A0A22",
            "crisis": "#7A3A00",
            "diplomacy": "#004F53",
            "power": "#43288A",
            "words": "#22272B",
            "economy": "#2D4A66",
        },
    ),
    ribbon=0.5,
)
DARK_HIGH = replace(
    DARK,
    name="dark-high",
    space="#000000",
    sea="#0A1116",
    sea1="#0F1920",
    sea2="#14222C",
    seaink="#B9D6E8",
    grat="#4B5F6B",
    water="#0F1A21",
    river="#7FA0B4",
    land="#22282B",
    nodata="#2A2520",
    nodataink="#C3C9CE",
    coast="#BFC9CE",
    border="#C2CACE",
    halo="#000000",
    cur="#FFFFFF",
    curcase="#000000",
    surface="#000000",
    surface2="#101519",
    surface3="#1E262C",
    line="#8A949B",
    line2="#C8D0D5",
    ink="#FFFFFF",
    ink2="#E8ECEE",
    ink3="#CBD3D8",
    focus="#A9D2FF",
    selbg="#0F2E57",
    selink="#D3E7FF",
    thumb="#FFFFFF",
    warnbg="#2B2208",
    warnline="#E0B64A",
    warnink="#FFE3A6",
    err="#FFB4AD",
    blocs=MappingProxyType(
        {
            "west": BlocColours("#1E3A56", "#22303D", "#B5D6FF"),
            "east": BlocColours("#54241D", "#3D2B26", "#FFC9B8"),
            "china": BlocColours("#4F430F", "#3B3620", "#FFE79A"),
            "nonaligned": BlocColours("#294A3B", "#27372F", "#C4F2D7"),
            "axis": BlocColours("#4A3E52", "#37323D", "#F3E6FA"),
            "allies": BlocColours("#104A3D", "#1E3A33", "#B0F0E8"),
        },
    ),
    families=MappingProxyType(
        {
            "force": "#FFB0BB",
            "crisis": "#FFD9A8",
            "diplomacy": "#8FE6E2",
            "power": "#D5C6FF",
            "words": "#FFFFFF",
            "economy": "#BBD2EA",
        },
    ),
    ribbon=0.55,
)
THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK, LIGHT_HIGH, DARK_HIGH)})
"""Themes by the name that a View carries; `-high` ones have more contrast: text in panels reaches 7 (WCAG AAA)."""
FAMILIES = ("force", "crisis", "diplomacy", "power", "words", "economy")
"""Families in the order in which the histogram stacks them from the axis upwards."""


def with_contrast(theme: str, *, high: bool) -> str:
    """Return the name of a theme with more contrast, or of the plain one."""
    return f"{theme.removesuffix('-high')}-high" if high else theme.removesuffix("-high")


def turned(theme: str) -> str:
    """Return the name of the dark theme for a light one, and the other way round; the contrast stays."""
    return theme.replace("light", "dark") if theme.startswith("light") else theme.replace("dark", "light")
