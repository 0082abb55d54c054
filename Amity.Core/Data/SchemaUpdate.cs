using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Amity.Core.Data;

/// <summary>Brings a file to the newest version of its schema. Each step is one transaction: a crash leaves a version, never half of one.</summary>
internal static class SchemaUpdate
{
    public static void Run(SqliteConnection connection, Schema schema, string file)
    {
        var version = Version(connection, schema, file);
        if (version == schema.Version)
        {
            return;
        }

        // A migration may have to rebuild a table that others refer to; what it leaves is checked before its commit.
        SqliteFiles.Run(connection, "pragma foreign_keys = off");
        while (version < schema.Version)
        {
            version = Step(connection, schema, file);
        }

        SqliteFiles.Run(connection, "pragma foreign_keys = on");
    }

    /// <summary>The version of the file, 0 for an empty one.</summary>
    internal static long Version(SqliteConnection connection, Schema schema, string file)
    {
        var version = Number(connection, "pragma user_version");
        if (version > schema.Version)
        {
            throw new DatabaseTooNewException(file, version, schema.Version);
        }

        if (version == 0 && Number(connection, "select count(*) from sqlite_master") > 0)
        {
            throw new InvalidDataException($"{file} is a SQLite database, but none of this program.");
        }

        return version;
    }

    private static long Step(SqliteConnection connection, Schema schema, string file)
    {
        // Should anything fail, the caller closes the connection, which ends the transaction.
        SqliteFiles.Run(connection, "begin immediate");

        // Again, now that no other process can: a command may have started beside this one.
        var version = Version(connection, schema, file);
        if (version < schema.Version)
        {
            version = version == 0 ? Create(connection, schema) : Migrate(connection, schema, version);
            SqliteFiles.Run(connection, string.Create(CultureInfo.InvariantCulture, $"pragma user_version = {version}"));
        }

        SqliteFiles.Run(connection, "commit");
        return version;
    }

    private static long Create(SqliteConnection connection, Schema schema)
    {
        SqliteFiles.Run(connection, schema.Sql);
        SqliteFiles.Run(connection, LastInstant.Table);
        return schema.Version;
    }

    private static long Migrate(SqliteConnection connection, Schema schema, long version)
    {
        var migration = schema.Migrations[(int)version - 1];
        SqliteFiles.Run(connection, migration.Sql);
        if (Number(connection, "select count(*) from pragma_foreign_key_check") > 0)
        {
            throw new InvalidDataException($"{migration.Name} leaves rows that refer to nothing.");
        }

        return version + 1;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
