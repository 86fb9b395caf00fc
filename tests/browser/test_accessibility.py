"""Every page under axe-core, light and dark; AXE names the folder npm has put it in."""

import os
from pathlib import Path

import pytest

from pages.ui import shell

SCRIPT = Path(os.environ.get("AXE", ".")) / "node_modules/axe-core/axe.min.js"
FOUND = """async () => (await axe.run()).violations.filter(v => ['serious', 'critical'].includes(v.impact)).flatMap(
  v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 120)} ${n.failureSummary.slice(0, 220)}`))"""


@pytest.mark.slow
@pytest.mark.skipif(not SCRIPT.exists(), reason="needs axe-core: npm install axe-core, and AXE=the folder")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", [page.name for page in shell.PAGES])
def test_axe_has_no_serious_finding(visit, page, scheme):
    driven = visit("/" if page == "home" else f"/{page}", color_scheme=scheme).page
    if page not in shell.BARE:
        driven.locator(".st-key-keys").wait_for(state="attached")
    if page not in {"home", "room", "blind", *shell.BARE}:
        driven.locator("[class*=st-key-charts]").locator(".marks").first.wait_for()
    driven.wait_for_timeout(1500)
    driven.add_script_tag(path=SCRIPT)
    assert driven.evaluate(FOUND) == []
