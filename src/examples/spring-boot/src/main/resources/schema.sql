create table orders (
  id bigint generated always as identity primary key,
  customer varchar(100) not null,
  item varchar(100) not null,
  quantity int not null
);
create table stock (
  item varchar(100) primary key,
  quantity int not null
);
insert into stock values ('tea', 10);
