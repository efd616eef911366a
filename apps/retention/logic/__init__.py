"""Pure functions of retention: no database, no clock, no network."""

from apps.retention.logic.health import Measured, Rated, Scale, assess, band_of
from apps.retention.logic.offers import OfferRule, first_offer

__all__ = ["Measured", "OfferRule", "Rated", "Scale", "assess", "band_of", "first_offer"]
