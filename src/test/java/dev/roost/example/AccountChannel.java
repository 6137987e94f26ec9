package dev.roost.example;

import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A channel that queries a database with JDBC. */
final class AccountChannel extends BlockingChannel {
  record Find(int year) {}

  private final DataSource database;
  private String account;

  AccountChannel(DataSource database) {
    this.database = database;
    answer("orders", Find.class, (find, push) -> Reply.ok(Map.of("items", orders(find.year()))));
  }

  @Override
  public Reply join(Join join) {
    account = join.topicSuffix();
    return Reply.ok();
  }

  private List<String> orders(int year) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement("select item from orders where account = ? and year = ?")) {
      query.setString(1, account);
      query.setInt(2, year);
      List<String> items = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          items.add(rows.getString(1));
        }
      }
      return items;
    }
  }
}
