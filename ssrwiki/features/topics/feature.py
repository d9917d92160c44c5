"""What topic pages add to the site."""

from ssrwiki.features.topics import feeds, views
from ssrwiki.foundation.feature import Feature

FEATURE = Feature(name="topics", blueprints=(views.blueprint, feeds.blueprint))
