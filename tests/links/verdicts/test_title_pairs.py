from collections import Counter

from cetingest.links.verdicts.titles import compare_titles
from cetingest.model import Content, WebPage
from tests.links.verdicts.title_pairs import pairs


def test_a_match_is_right_and_right_titles_match(capsys):
    said: Counter[tuple[str, bool, Content]] = Counter()
    for pair in pairs():
        likeness = compare_titles(pair.cited, WebPage(titles=(pair.found,), site_name=pair.site))
        said[pair.kind, pair.is_same, likeness.content] += 1
    matched = sum(n for (_, _, content), n in said.items() if content is Content.MATCH)
    right = sum(n for (_, same, content), n in said.items() if content is Content.MATCH and same)
    same = sum(n for (_, is_same, _), n in said.items() if is_same)
    refuted = sum(n for (_, _, content), n in said.items() if content is Content.MISMATCH)
    rightly = sum(n for (_, is_same, content), n in said.items() if content is Content.MISMATCH and not is_same)
    with capsys.disabled():
        print(f"\n{sum(said.values())} pairs of titles: match {right}/{matched} right, {right}/{same} found; ", end="")
        print(f"mismatch {rightly}/{refuted} right, {rightly}/{sum(said.values()) - same} found")
        for key, number in sorted(said.items()):
            print("   ", *key[:1], "same" if key[1] else "other", key[2], number)
    # The matches that are wrong: the site's own name ("Water Union") holds the very word that was exchanged.
    assert right >= 0.98 * matched
    assert rightly == refuted
    assert right >= 0.99 * same
