"""Prints what genai-prices knows of some providers as JSON, with rules reduced
to whole names and prefixes. Arguments: date, then id=reference[,reference…].

The package's own rules (contains, regular expressions, the first match wins)
are its authority: every name that occurs anywhere in it is looked up with them,
and where a longest prefix would give another model, the name is listed itself.
"""

import datetime
import json
import sys

from genai_prices.data import providers
from genai_prices.types import TimeOfDateConstraint, TieredPrices

DATE = datetime.datetime.fromisoformat(sys.argv[1]).replace(tzinfo=datetime.timezone.utc)

RATES = {
    "input_mtok": "input",
    "cache_read_mtok": "cacheRead",
    "cache_write_mtok": "cacheWrite",
    "cache_write_5m_mtok": "cacheWrite",
    "cache_write_1h_mtok": "cacheWriteHour",
    "input_audio_mtok": "inputAudio",
    "output_mtok": "output",
    "output_reasoning_mtok": "reasoning",
    "output_audio_mtok": "outputAudio",
}

TIERS = {
    ("processing", "batch"): "batch",
    ("service_tier", "flex"): "flex",
    ("service_tier", "priority"): "priority",
}


def clauses(match):
    """Yields the kind and text of each clause that alone makes a match."""
    for kind in ("equals", "starts_with", "contains", "ends_with"):
        if hasattr(match, kind):
            yield kind, getattr(match, kind)
    for part in getattr(match, "or_", ()):
        yield from clauses(part)


def active(constraint):
    """An hour of the day is never active: what it discounts is charged in full."""
    if constraint is None:
        return True
    return not isinstance(constraint, TimeOfDateConstraint) and constraint.active(DATE)


def standard(model):
    if not isinstance(model.prices, list):
        return vars(model.prices)
    for price in reversed(model.prices):
        if active(price.constraint):
            return vars(price.prices)
    return vars(model.prices[0].prices)


def given(prices):
    return {key: value for key, value in prices.items() if value is not None}


def rows(model):
    """Returns the rates of each tier, at each size of the input.

    What is not billed by tokens, or not by them alone, has none.
    """
    found = []
    prices = {"": {}}
    for variant in model.price_variants or ():
        tier = TIERS.get(next(iter(variant.when.items()))) if len(variant.when) == 1 else None
        if tier and active(variant.constraint):
            prices[tier] = {**given(vars(variant.prices)), **prices.get(tier, {})}
    base = given(standard(model))
    if "requests_kcount" in base:
        return []  # a fee for each request: tokens alone would tell too little
    for tier, over in prices.items():
        price = {**base, **over}
        tiered = [p for p in price.values() if isinstance(p, TieredPrices)]
        for above in sorted({0} | {t.start for p in tiered for t in p.tiers}):
            rates = {}
            for key, value in price.items():
                if key in RATES:
                    rates[RATES[key]] = at(value, above)
            if "output" not in rates and "output_image_mtok" in price:
                rates["output"] = at(price["output_image_mtok"], above)
            if "input" in rates or "output" in rates:
                found.append({"tier": tier, "above": above, "rates": rates})
    return found


def at(value, above):
    if isinstance(value, TieredPrices):
        value = ([value.base] + [t.price for t in value.tiers if t.start <= above])[-1]
    # What is longer is a float's noise, and more than a nano-USD can say.
    return format(round(value, 9).normalize(), "f")


def names():
    """Returns every name that the package mentions, without and with its vendor."""
    found = set()
    for provider in providers:
        for model in provider.models:
            for text in [model.id] + [t for kind, t in clauses(model.match) if kind != "ends_with"]:
                found.add(text.lower())
                found.add(text.lower().split("/")[-1])
    return sorted(found)


def longest(prefixes, name):
    hits = [p for p in prefixes if name.startswith(p)]
    return prefixes[max(hits, key=len)] if hits else None


def models(provider, known):
    prefixes, exact = {}, {}
    for model in provider.models:
        for kind, text in clauses(model.match):
            if kind in ("starts_with", "contains"):
                prefixes.setdefault(text, model.id)
    for name in known:
        model = provider._match_model(name)
        if model and longest(prefixes, name) != model.id:
            exact[name] = model.id
    for model in provider.models:
        listed = rows(model)
        if listed:
            yield {
                "names": sorted(n for n, m in exact.items() if m == model.id),
                "prefixes": sorted(p for p, m in prefixes.items() if m == model.id),
                "rows": listed,
            }


known = names()
by_id = {p.id: p for p in providers}
out = []
for wanted in sys.argv[2:]:
    out.append({"provider": wanted, "models": [m for m in models(by_id[wanted], known) if m["names"] or m["prefixes"]]})
json.dump(out, sys.stdout)
