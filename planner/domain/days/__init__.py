"""The days that phases and lags are counted in: calendar days or working days, on one axis."""
