"""Making the base data of the atlas: from public packages to one coverage of units at several levels.

The only place of the program that needs shapely and geopandas in earnest; run by `bloc-atlas build`, never by
the window. The way through it: `fetch` and `source` give admin-1 units, `islets` adds islands, `cuts` and `coverage` split them,
`simplify` and `topology` make the levels, `layers` adds lakes, rivers and cities, `write` and `recipe` leave
the results and their checksums. `pipeline.build` goes that way.
"""

from __future__ import annotations

from viewer.store.build.errors import BuildError
from viewer.store.build.pipeline import build

__all__ = ["BuildError", "build"]
