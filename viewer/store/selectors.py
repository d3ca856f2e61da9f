"""Selectors of units: `DEU-1578`, `DEU-1578:west-berlin`, `cut:karafuto`, `adm0:POL`, `region:kresy`, each also with a leading `-`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from viewer.model.topology import Basemap
from viewer.store.cuts import DrawnCut
from viewer.store.schema.desk import Found
from viewer.store.schema.drafts import RegionDraft
from viewer.store.syntax.problems import shown, suggestion


class SelectorError(ValueError):
    """A selector that selects nothing; `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class CircleError(SelectorError):
    """A region that contains itself."""


class BrokenRegionError(SelectorError):
    """A selector of a region that has an error of its own, which is told where the region is defined."""


def unbuilt(basemap: Basemap, cuts: Iterable[DrawnCut]) -> list[DrawnCut]:
    """Return the cuts that the base geometry does not know yet."""
    built = {part for code in basemap.codes for part in code.split(":")[1:]}
    return [cut for cut in cuts if cut.id not in built]


class Units:
    """Looks up units by selector.

    Cuts that are drawn but not built yet are taken for built, each in every unit that it may split; so a ledger can be checked
    before the geometry is built again. Such parts have indices from `basemap.count` on.
    """

    def __init__(self, basemap: Basemap, cuts: Sequence[DrawnCut] = (), regions: Sequence[Found[RegionDraft]] = ()) -> None:
        self.codes = list(basemap.codes)
        adm0 = list(basemap.adm0)
        country_of = {code.split(":")[0]: country for code, country in zip(basemap.codes, basemap.adm0, strict=True)}
        self.countries: dict[str, list[str]] = {}
        for unit, country in country_of.items():
            self.countries.setdefault(country, []).append(unit)
        for cut in unbuilt(basemap, cuts):
            for unit in self._split(cut.units, country_of):
                self.codes.append(f"{unit}:{cut.id}")
                adm0.append(country_of[unit])
        self._index = {code: number for number, code in enumerate(self.codes)}
        self._groups: dict[str, list[int]] = {}
        for number, (code, country) in enumerate(zip(self.codes, adm0, strict=True)):
            unit, *parts = code.split(":")
            for name in (unit, f"adm0:{country}", *(f"cut:{part}" for part in parts)):
                self._groups.setdefault(name, []).append(number)
        self._drawn = {cut.id: cut for cut in cuts}
        self._regions = {found.value.id: found.value for found in regions}
        self._resolved: dict[str, tuple[int, ...]] = {}
        self._open: list[str] = []

    def _split(self, units: Iterable[str], country_of: Mapping[str, str]) -> list[str]:
        """Units that a cut may split, of those that there are."""
        found = []
        for unit in units:
            found += self.countries.get(unit[5:], []) if unit.startswith("adm0:") else [unit]
        return [unit for unit in dict.fromkeys(found) if unit in country_of]

    def knows(self, unit: str) -> bool:
        """Whether there is such a unit or country (`adm0:XXX`)."""
        return unit in self._groups or unit in self._index

    def select(self, selectors: Sequence[str]) -> tuple[int, ...]:
        """Return the unit indices that selectors name, applied in order; sorted. SelectorError where one selects nothing."""
        chosen: set[int] = set()
        for selector in selectors:
            name = selector.removeprefix("-")
            units = self._named(name)
            if name == selector:
                chosen.update(units)
            else:
                chosen.difference_update(units)
        if not chosen:
            raise SelectorError("selects no unit")
        return tuple(sorted(chosen))

    def region(self, identifier: str) -> tuple[int, ...]:
        """Return the unit indices of a named region."""
        if identifier not in self._resolved:
            if identifier in self._open:
                raise CircleError(f"region `{identifier}` contains itself", " -> ".join([*self._open, identifier]))
            self._open.append(identifier)
            try:
                self._resolved[identifier] = self.select(self._regions[identifier].units)
            finally:
                self._open.pop()
        return self._resolved[identifier]

    def _named(self, name: str) -> Sequence[int]:
        """Units of a selector without its sign."""
        if name.startswith("region:"):
            return self._region_inside(name[7:])
        if name in self._groups:
            return self._groups[name]
        if name in self._index:
            return (self._index[name],)
        raise SelectorError(*self._unknown(name))

    def _region_inside(self, identifier: str) -> tuple[int, ...]:
        """Units of a region that another selector names."""
        if identifier not in self._regions:
            raise SelectorError(f"unknown region `{shown(identifier)}`", suggestion(identifier, self._regions))
        try:
            return self.region(identifier)
        except CircleError:
            raise
        except SelectorError as error:
            raise BrokenRegionError(f"region `{identifier}` selects nothing") from error

    def _unknown(self, name: str) -> tuple[str, str]:
        """Message and hint for a selector that names nothing."""
        sort, _, word = name.partition(":")
        if sort == "adm0":
            return f"unknown country `{shown(word)}`", suggestion(word, self.countries) or "adm0 codes are in base/units.csv"
        if sort == "cut":
            if word in self._drawn:
                return f"the cut `{word}` splits no unit", "do its `units` name the units it crosses?"
            return f"unknown cut `{shown(word)}`", suggestion(word, self._drawn) or "cuts are in territory/cuts/*.geojson"
        if not word:
            near = suggestion(name, (known for known in self._groups if ":" not in known))
            return f"unknown unit `{shown(name)}`", near or "unit codes are in base/units.csv"
        missing = [part for part in word.split(":") if part not in self._drawn and f"cut:{part}" not in self._groups]
        if missing:
            return f"unknown cut `{shown(missing[0])}` in `{shown(name)}`", suggestion(missing[0], self._drawn)
        near = suggestion(name, (known for known in self._index if known.startswith(sort)))
        return f"there is no part `{shown(name)}`", near or f"see base/units.csv for {sort}"
