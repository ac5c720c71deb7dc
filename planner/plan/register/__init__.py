"""The register: every act that a plan asks for, who takes it, and by when."""
