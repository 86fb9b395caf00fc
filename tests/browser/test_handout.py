"""Both handouts as they are printed: no line is cut, and nothing but the handout is on the paper."""

import io
import re
import unicodedata

import pytest

from pages.ui.lessons.lessons import course

DONE = "!document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
PAPER = {"width": 794, "height": 1123}  # A4 at 96 dots an inch
# On paper: lines that stick out of their box or of the sheet, sections that are hidden, and what else is visible.
MEASURE = """() => {
  const faults = [], sheet = document.querySelector('.st-key-handout'), width = document.documentElement.clientWidth;
  for (const line of sheet.querySelectorAll('h2, h3, p')) {
    const range = document.createRange();
    range.selectNodeContents(line);
    const text = range.getBoundingClientRect(), box = line.getBoundingClientRect();
    const cut = text.left < -1 || text.right > width + 1 || line.scrollWidth > line.clientWidth + 1;
    if (cut || (line.innerText && text.bottom > box.bottom + 2)) faults.push(`cut: ${line.innerText.slice(0, 40)}`);
    for (let one = line; one; one = one.parentElement) {
      const { overflowY, overflowX } = getComputedStyle(one), { bottom } = one.getBoundingClientRect();
      const rolls = `${overflowX}${overflowY}`.match(/hidden|auto|scroll/);
      if (rolls && one !== document.documentElement && one !== document.body
          && text.bottom > bottom + 2) { faults.push(`scrolled away: ${line.innerText.slice(0, 40)}`); break; }
    }
  }
  for (const other of document.querySelectorAll('[data-testid=stHeader], [data-testid=stSidebar], .st-key-cards, h1'))
    if (other.checkVisibility()) faults.push(`also on paper: ${other.innerText.slice(0, 40)}`);
  return faults;
}"""


@pytest.mark.parametrize("kind", ["for the room", "with the answers"])
def test_a_handout_prints_every_line_whole(visit, kind):
    page = visit("/").page
    page.get_by_role("radio", name=kind).or_(page.get_by_role("button", name=kind)).first.click()
    page.locator(".st-key-handout section").last.wait_for(state="attached")
    page.wait_for_function(DONE)
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    assert page.evaluate(MEASURE) == []
    printed = page.locator(".st-key-handout").inner_text()
    for lesson in course().lessons:
        assert lesson.question in printed
        assert f"lesson={lesson.name}" in printed
        assert (lesson.claim in printed) == (kind == "with the answers")
    paper = page.pdf(format="A4")
    # As many sheets as the lines need: where the page were cut at the screen's height, it would be one.
    sheets = paper.count(b"/Type /Page") - paper.count(b"/Type /Pages")
    height = page.locator(".st-key-handout").bounding_box()["height"]
    assert sheets >= height / PAPER["height"] * 0.8
    assert sheets > 4
    # What can be read on the paper, word by word: the paper breaks lines elsewhere.
    pypdf = pytest.importorskip("pypdf", reason="what is on paper is read with pypdf: pip install pypdf")
    read = "".join(words(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    missing = [
        text
        for lesson in course().lessons
        for text in (lesson.title, lesson.question, *lesson.answers, *([lesson.claim] if "answers" in kind else []))
        if words(text) not in read
    ]
    assert missing == []


def words(text):
    """Leave out what a line break on paper may add or take."""
    return re.sub(r"\s|\u00ad", "", unicodedata.normalize("NFKC", text))
