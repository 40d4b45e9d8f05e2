-- As of when an external issuer's token said in which accounts a user is, also where it said in none: an older token
-- brings nothing back.
alter table rowhook_identity.app_user add column claimed_at timestamptz;
