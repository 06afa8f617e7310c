"""One scene (hip, lesion, soft tissue) and what each modality makes of it."""
