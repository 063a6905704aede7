"""CityCircle (同城圈): what neighbouring cities have agreed, as a ledger, a calculator and an evidence front."""

__version__ = "0.1.0"
