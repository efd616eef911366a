"""The fourteen modules. They meet only at services, contracts and signals."""
