import gzip

from index.models import Outcome, SourceKind
from tests.contract.gathering.conftest import BRIDGE, MARKET, SCHOOL
from tests.gathering import World, outcomes, page


async def test_a_sitemap_brings_its_newest_pages(world: World) -> None:
    """Through an index and gzip, the newest first as far as is asked for."""
    for path, title, text in (
        ("/bridge", "Bridge closed", BRIDGE),
        ("/market", "Market moves", MARKET),
        ("/school", "School", SCHOOL),
    ):
        world.site.add(path, page(title, *text))
    pages = "".join(
        f"<url><loc>{world.site.at(path)}</loc><lastmod>{date}</lastmod></url>"
        for path, date in (("/bridge", "2024-01-01"), ("/market", "2026-01-01"), ("/school", "2025-01-01"))
    )
    namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    urlset = f'<?xml version="1.0"?><urlset {namespace}>{pages}</urlset>'
    world.site.add("/pages.xml.gz", gzip.compress(urlset.encode(), mtime=0), content_type="application/gzip")
    index = f"<sitemapindex {namespace}><sitemap><loc>{world.site.at('/pages.xml.gz')}</loc></sitemap></sitemapindex>"
    url = world.site.add("/sitemap.xml", index, content_type="application/xml")
    steps = await world.add(url, max_articles=2)
    assert outcomes(steps) == [Outcome.ADDED] * 2
    assert await world.titles() == ["Market moves", "School"]
    assert (await world.source()).kind == SourceKind.SITEMAP


async def test_a_site_is_added_by_the_map_that_it_has(world: World) -> None:
    """Asked for as a sitemap, a site's own page leads to it."""
    world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    home = world.site.add("/", page("Harbour", *MARKET))
    world.site.add(
        "/sitemap.xml",
        f"<urlset><url><loc>{world.site.at('/bridge')}</loc></url></urlset>",
        content_type="text/xml",
    )
    await world.add(home, SourceKind.SITEMAP)
    assert await world.titles() == ["Bridge closed"]
