alter table orders add column note varchar(200);
