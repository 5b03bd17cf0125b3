"""How packs look and what they hold back: colours that can be read, pictures that can be taken."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plans.models import Change, Service
from plans.rules.access import Position
from plans.services.errors import NotAllowed, Refused
from reports.kinds import OWN
from reports.logos import MOST_BYTES, picture_of
from reports.material import Chosen
from reports.models import DisclosurePolicy, HouseStyle, Logo, SectionOrder
from reports.rules.house import colour_of, contrast, fault_of, praise_of, ratio_text
from reports.rules.packs import Kind
from reports.selectors.house import house_of, policy_of
from reports.services.house import set_disclosure, set_house_style, set_section_order
from tests.conftest import AT

URL = "/packs/settings/"
STYLE = {"council": "Portsmouth City Council", "accent": "#14344f", "cover": "plain"}
STYLE |= {"footer": "", "logo_alt": ""}


# Colours


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("colour", "is_fit"), [("#777777", False), ("#767676", True), ("#757575", True)]
)
def test_a_colour_is_fit_from_four_and_a_half_to_one(colour, is_fit):
    assert (fault_of(colour) == "") is is_fit
    assert (contrast(colour) >= 4.5) is is_fit


def test_what_is_wrong_with_a_colour_gives_its_ratio():
    assert "#777777 against white has a contrast of 4.47 to 1" in fault_of("#777777")
    assert "words not read" in fault_of("#949494")  # 3.03 to 1
    assert "ask for 3 to 1 as well" in fault_of("#969696")  # 2.95 to 1


def test_a_ratio_is_never_rounded_up():
    assert ratio_text(4.499) == "4.49 to 1"
    assert ratio_text(4.5) == "4.50 to 1"


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#14344F", "#14344f"), ("135", "#113355"), (" 14344f ", "#14344f"), ("navy", None)],
)
def test_a_colour_is_read_however_it_is_written(text, colour):
    assert colour_of(text) == colour


# Pictures


def picture(width=40, height=20, kind="PNG", **kept) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#14344f").save(made, kind, **kept)
    return made.getvalue()


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims that size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_taken_with_its_size(kind):
    found = picture_of(picture(40, 20, kind))
    assert (found.width, found.height, found.content_type) == (40, 20, f"image/{kind.lower()}")
    assert Image.open(io.BytesIO(found.content)).size == (40, 20)


def test_what_a_file_carries_besides_its_picture_is_left_behind():
    told = PngInfo()
    told.add_text("Author", "somebody at home")
    content = picture(pnginfo=told)
    assert b"somebody" in content
    assert b"somebody" not in picture_of(content).content
    exif = Image.Exif()
    exif[0x010E] = "taken at the front door"
    assert b"front door" in picture(kind="JPEG", exif=exif)
    assert b"front door" not in picture_of(picture(kind="JPEG", exif=exif)).content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png_that_says(20_000, 10_000), "far more pixels than a logo may have"),
        (png_that_says(10_000, 10_000), "10,000 by 10,000 pixels (100.0 megapixels)"),
        (png_that_says(4_001, 20), "4,000 pixels a side"),
        (png_that_says(100_000, 100_000), "pixels"),
        (picture(15, 40), "at least 16 pixels a side"),
        (picture()[:60], "cannot be read to its end"),
        (picture(kind="JPEG")[:300], "cannot be read to its end"),
        (picture(kind="GIF"), "neither a PNG nor a JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a PNG nor a JPEG"),
        (b"", "neither a PNG nor a JPEG"),
        (picture() + b"\0" * MOST_BYTES, "1.0 MB"),
    ],
    ids=[
        "200 megapixels",
        "100 megapixels",
        "a side",
        "a bomb",
        "a smudge",
        "cut",
        "cut jpeg",
        "gif",
        "svg",
        "none",
        "1 MB",
    ],
)
def test_a_picture_that_cannot_be_taken_is_refused_in_a_sentence(content, said):
    with pytest.raises(Refused) as caught:
        picture_of(content)
    assert said in str(caught.value)
    assert caught.value.field == "logo"


@pytest.mark.parametrize(("side", "is_taken"), [(15, False), (16, True), (17, True)])
def test_the_smallest_side_is_sixteen_pixels(side, is_taken):
    try:
        picture_of(picture(side, 100))
    except Refused:
        assert not is_taken
    else:
        assert is_taken


@pytest.mark.parametrize(("height", "is_taken"), [(1000, True), (1001, False)])
def test_four_megapixels_are_the_most(height, is_taken):
    try:
        picture_of(picture(4000, height, "JPEG", quality=1))
    except Refused:
        assert not is_taken
    else:
        assert is_taken


# What is kept


@pytest.fixture
def service(loaded) -> Service:
    return loaded.service


@pytest.fixture
def signed(administrator) -> dict:
    return {"by": administrator, "at": AT}


def test_a_style_is_what_packs_look_like_from_then_on(service, signed):
    set_house_style(service, **STYLE | {"logo_alt": "The star"}, logo=picture(), **signed)
    look = house_of(service)
    assert (look.council, look.accent, look.logo_alt) == (STYLE["council"], "#14344f", "The star")
    assert look.logo.startswith("data:image/png;base64,")


def test_a_logo_stays_until_another_or_none_is_asked_for(service, signed):
    style = STYLE | {"logo_alt": "The star"}
    first = set_house_style(service, **style, logo=picture(), **signed).logo
    assert set_house_style(service, **style, **signed).logo == first
    assert set_house_style(service, **style, logo=picture(50, 50), **signed).logo != first
    assert set_house_style(service, **style, without_logo=True, **signed).logo is None
    assert (Logo.objects.count(), HouseStyle.objects.get().logo_alt) == (2, "")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"accent": "#888888"}, "accent"),
        ({"accent": "blue"}, "accent"),
        ({"footer": "x" * 121}, "footer"),
        ({"logo": picture()}, "logo_alt"),
        ({"logo": b"no picture", "logo_alt": "x"}, "logo"),
    ],
)
def test_a_style_that_cannot_be_is_refused_whole(service, signed, facts, field):
    with pytest.raises(Refused) as caught:
        set_house_style(service, **STYLE | facts, **signed)
    assert caught.value.field == field
    assert not HouseStyle.objects.exists()
    assert not Logo.objects.exists()


@pytest.mark.parametrize(
    ("threshold", "is_taken"),
    [(2, False), (3, True), (4, True), (19, True), (20, True), (21, False)],
)
def test_the_threshold_is_from_three_to_twenty(service, signed, threshold, is_taken):
    facts = {"threshold": threshold, "keeps_zeros": False, "reason": "Ours"} | signed
    if is_taken:
        set_disclosure(service, **facts)
        assert policy_of(service).disclosure.threshold == threshold
        assert not policy_of(service).disclosure.keeps_zeros
    else:
        with pytest.raises(Refused, match="from 3 to 20"):
            set_disclosure(service, **facts)


def test_a_policy_says_whose_it_is(service, signed):
    with pytest.raises(Refused, match="whose policy"):
        set_disclosure(service, threshold=5, keeps_zeros=True, reason=" ", **signed)
    assert not DisclosurePolicy.objects.exists()


def test_only_an_administrator_sets_anything(service, panel_officer):
    signed = {"by": panel_officer, "at": AT}
    with pytest.raises(NotAllowed):
        set_house_style(service, **STYLE, **signed)
    with pytest.raises(NotAllowed):
        set_disclosure(service, threshold=5, keeps_zeros=True, reason="x", **signed)
    with pytest.raises(NotAllowed):
        set_section_order(service, Kind.PLAN, (), **signed)


def test_the_sections_of_a_kind_are_kept_and_put_back(service, signed):
    first, *rest = OWN[Kind.PLAN]
    turned = (*(Chosen(key) for key in rest), Chosen(first, "Another title", is_in=False))
    set_section_order(service, Kind.PLAN, turned, **signed)
    assert SectionOrder.objects.get().sections[-1] == {
        "key": first,
        "title": "Another title",
        "is_in": False,
    }
    set_section_order(service, Kind.PLAN, (), **signed)
    assert SectionOrder.objects.get().sections == []


@pytest.mark.parametrize(
    "sections",
    [
        (Chosen("no-such-section"),),
        (Chosen("plan-key"), Chosen("plan-key")),
        (Chosen("plan-key", is_in=False),),
        (Chosen("plan-key", "x" * 161),),
    ],
)
def test_sections_that_cannot_be_are_refused(service, signed, sections):
    with pytest.raises(Refused):
        set_section_order(service, Kind.PLAN, sections, **signed)


# The page


@pytest.fixture
def client(loaded, client_of):
    return client_of(Position.ADMINISTRATOR)


def test_the_page_says_the_contrast_of_what_is_set(client):
    text = client.get(URL).content.decode()
    assert praise_of("#14344f") in text.replace("&#x27;", "’")


def test_a_style_is_saved_with_its_logo(client):
    sent = STYLE | {"go": "house", "logo_alt": "The star"}
    logo = SimpleUploadedFile("star.png", picture(), "image/png")
    response = client.post(URL, sent | {"logo": logo}, follow=True)
    assert "The house style was saved." in response.content.decode()
    assert 'alt="The star"' in response.content.decode()
    assert Change.objects.filter(via="page reports:pack-settings").count() == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (STYLE | {"go": "house", "accent": "#aaaaaa"}, "has a contrast of 2.32 to 1"),
        ({"go": "disclosure", "threshold": "two", "reason": "x"}, "as a whole number"),
        ({"go": "disclosure", "threshold": "2", "reason": "x"}, "from 3 to 20"),
    ],
)
def test_what_cannot_be_saved_is_shown_with_what_was_typed(client, sent, said):
    response = client.post(URL, sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert said in text
    assert "There is a problem" in text
    assert (sent.get("accent") or sent["threshold"]) in text


def test_a_logo_that_is_too_large_is_refused_without_being_read_whole(client):
    logo = SimpleUploadedFile("star.png", picture() + b"\0" * MOST_BYTES, "image/png")
    response = client.post(URL, STYLE | {"go": "house", "logo_alt": "x", "logo": logo})
    assert response.status_code == 422
    assert "a logo may have 1 MB" in response.content.decode()


def test_what_is_held_back_is_saved(client):
    sent = {"go": "disclosure", "threshold": "7", "reason": "The partnership’s policy."}
    client.post(URL, sent)
    policy = DisclosurePolicy.objects.get()
    assert (policy.threshold, policy.keeps_zeros) == (7, False)


def test_the_order_of_sections_is_moved_and_put_back(client):
    keys = OWN[Kind.PLAN]
    sent = {f"in_{key}": "on" for key in keys} | {"move": f"{keys[1]}:up"}
    client.post(f"{URL}plan/", sent)
    assert [s["key"] for s in SectionOrder.objects.get().sections][:2] == [keys[1], keys[0]]
    client.post(f"{URL}plan/", {"reset": "on"})
    assert SectionOrder.objects.get().sections == []


def test_a_kind_that_there_is_not_has_no_page(client):
    assert client.get(f"{URL}poster/").status_code == 404


def test_another_service_is_set_on_its_own(client):
    client.post(f"{URL}?service=example-yjs", STYLE | {"go": "house", "council": "Example"})
    assert HouseStyle.objects.get().service.ref == "example-yjs"
