"""What some views of the atlas itself must name: the powers of the day, and the states of the crisis that is looked at."""

from __future__ import annotations

import pytest

from tests.paint.overlay.test_names_of_views import seen, told
from viewer.carto.view import View
from viewer.model.atlas import Atlas

NAMED = {
    "t=1919-07-01&c=11,0&z=0.403": "アメリカ合衆国 イギリス フランス ドイツ イタリア オスマン帝国",
    "t=1941-12-08&c=150,0&z=0.403": "アメリカ ソビエト連邦 ドイツ イタリア 日本",
    "t=1942-06-10&c=11,0&z=0.403&l=en": "United States, Soviet Union, United Kingdom, Italy, Japan, China",
    "t=1956-11-04&c=11,0&z=0.403": "アメリカ合衆国 ソビエト連邦 イギリス フランス エジプト",
    "t=1962-10-22&c=11,0&z=0.403": "アメリカ合衆国 ソビエト連邦 イギリス フランス インド",
    "t=1962-10-22&c=11,0&z=0.403&l=en": "United States, Soviet Union, China, United Kingdom, France, Japan, India",
    "t=1973-10-06&c=11,0&z=0.403&l=en": "United States, Soviet Union, China, United Kingdom, France, Japan, Egypt",
    "t=1985-03-11&c=11,0&z=0.403": "アメリカ合衆国 ソビエト連邦 イギリス フランス イラン イラク インド",
    "t=2022-03-25&c=11,0&z=0.403&l=en": "United States, Russian Federation, China, United Kingdom, France, Japan",
    "t=1961-08-13&p=laea&c=13.4,52.5&z=4.2&l=en&s=berlin-wall-built": "WEST GERMANY, EAST GERMANY, SOVIET UNION, POLAND, CZECHOSLOVAKIA",
    "t=1949-10-07&p=laea&c=16,50.5&z=3.4&l=en": "WEST GERMANY, East Germany, CZECHOSLOVAKIA, POLAND, FRANCE, UNITED KINGDOM",
    "t=1948-06-24&p=laea&c=13,51&z=4&s=berlin-blockade": "ソビエト連邦 ソ連占領地区 アメリカ占領地区 イギリス占領地区 フランス",
    "t=1989-11-09&p=laea&c=14,51&z=4&s=berlin-wall-falls": "東ドイツ 西ドイツ チェコスロバキア オーストリア フランス ソビエト連邦",
    "t=1967-06-11&p=laea&c=36,31&z=4.8&l=en": "UNITED ARAB REPUBLIC, ISRAEL, JORDAN, SYRIAN ARAB REPUBLIC",
    "t=1956-10-30&p=laea&c=38,31&z=4": "エジプト共和国 イスラエル",
    "t=1979-12-27&p=laea&c=66,34&z=4.2": "アフガニスタン民主共和国 パキスタン イラン・イスラム共和国 ソビエト連邦",
    "t=1938-10-05&p=laea&c=16,50.5&z=3.4": "ドイツ チェコスロバキア フランス イギリス イタリア王国 ソビエト連邦",
    "t=1942-11-01&p=laea&c=20,50.5&z=3.2": "ドイツ ソビエト連邦 イタリア王国 イギリス ヴィシー・フランス",
    "t=1945-06-01&p=laea&c=16,50.5&z=3.8": "アメリカ占領地区 イギリス占領地区 ソ連占領地区 フランス イギリス ソビエト連邦",
    "t=1991-12-26&p=laea&c=25,52&z=3.4": "ロシア連邦 ウクライナ ベラルーシ カザフスタン ドイツ フランス",
    "t=1937-12-14&p=laea&c=112,36&z=3.6": "中華民国 満洲国 日本",
    "t=1975-05-01&p=laea&c=108,12&z=3.8": "北ベトナム 南ベトナム共和国 カンボジア タイ",
    "t=2022-03-25&p=laea&c=32,48.5&z=4.6": "ウクライナ ロシア連邦 ベラルーシ",
}
"""View -> lands that must be named in it; a comma parts those of several words."""


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("text", NAMED)
def test_a_view_names_the_powers_of_its_day_and_the_states_of_its_crisis(built_in: Atlas, text: str) -> None:
    wanted = NAMED[text].split(", ") if "l=en" in text else NAMED[text].split()
    assert set(wanted) - told(seen(built_in, View.parse(text))[2].labels) == set()


@pytest.mark.usefixtures("fonts")
def test_a_land_is_named_on_its_largest_part_in_view(built_in: Atlas) -> None:
    """The 48 states lie at the right edge of this world, Alaska in its middle."""
    port, _, scene = seen(built_in, View.parse("t=1950-06-25&c=150,14&z=0.403&l=en"))
    alaska = port.pixel_of((-150.0, 65.0))
    states = port.pixel_of((-98.0, 39.0))
    assert alaska is not None
    assert states is not None
    [name] = [label for label in scene.labels if label.text == "United States"]
    assert abs(name.x - states[0]) < abs(name.x - alaska[0])
