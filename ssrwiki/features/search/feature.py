"""What search adds to the site."""

from ssrwiki.features.search.views import searching
from ssrwiki.foundation.feature import Feature

FEATURE = Feature(name="search", blueprints=(searching.blueprint,))
