"""Open contracting data in: releases, records and packages of them become contracts and proposals for options."""
