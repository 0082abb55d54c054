using Amity.Core.Data;
using Microsoft.Data.Sqlite;

namespace Amity.Tests.Data;

/// <summary>A folder that goes with its test, and databases in it.</summary>
internal sealed class ScratchDatabases : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("amity-data-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public Database Open(string name, Schema schema) =>
        Database.Open(File(name), schema, new DatabaseOptions(), TimeProvider.System);

    /// <summary>Creates or migrates a database, closes it and returns its path.</summary>
    public string Make(string name, Schema schema)
    {
        Open(name, schema).DisposeAsync().AsTask().GetAwaiter().GetResult();
        return File(name);
    }

    public void Execute(string name, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File(name)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
