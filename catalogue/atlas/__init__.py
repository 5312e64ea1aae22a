"""The results of a search as a map, as figures and as a network, and the pages of regions."""

from catalogue.atlas.looked import Looked
from catalogue.atlas.maps import Map
from catalogue.atlas.place import Place
from catalogue.atlas.summed import Figures
from catalogue.atlas.together import Together

__all__ = ["Figures", "Looked", "Map", "Place", "Together"]
