//! What a run writes. (To be filled when the writers are there.)
