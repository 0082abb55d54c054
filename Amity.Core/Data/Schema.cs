using System.Globalization;

namespace Amity.Core.Data;

/// <summary>What a kind of database looks like: its newest tables, and the way there from each released version.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Sql">Statements that make the newest version of an empty file.</param>
/// <param name="Migrations">From version 1 on, in order, without a gap.</param>
public sealed record Schema(string Name, string Sql, IReadOnlyList<Migration> Migrations)
{
    /// <summary>A network's database: <c>amity.db.sql</c> and <c>Data/Migrations</c>.</summary>
    public static Schema Network { get; } = new("network", Resource("amity.db.sql"), NetworkMigrations());

    /// <summary>The control database. It has not changed since its first release.</summary>
    public static Schema Control { get; } = new("control", Resource("control.db.sql"), []);

    /// <summary>The version that <see cref="Sql"/> makes, kept in <c>pragma user_version</c>.</summary>
    public int Version => 1 + Migrations.Count;

    /// <summary><c>migrations/0002_polls.sql</c> makes version 2 of version 1.</summary>
    private static List<Migration> NetworkMigrations()
    {
        var migrations = new List<Migration>();
        foreach (var name in typeof(Schema).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!name.StartsWith("migrations/", StringComparison.Ordinal))
            {
                continue;
            }

            var version = int.Parse(name.AsSpan("migrations/".Length, 4), NumberStyles.None, CultureInfo.InvariantCulture);
            if (version != migrations.Count + 2)
            {
                throw new InvalidOperationException($"{name} is out of order: version {migrations.Count + 2} comes next.");
            }

            migrations.Add(new Migration(name, Resource(name)));
        }

        return migrations;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Schema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>Statements that lead from one version of a schema to the next. They run in one transaction, foreign keys checked at its end.</summary>
public sealed record Migration(string Name, string Sql);

/// <summary>The database was made by a newer program, which may keep promises that this one does not know.</summary>
public sealed class DatabaseTooNewException(string file, long version, int known) : Exception(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{file} has version {version}; this program knows versions up to {known}. Start a newer program, or restore a backup that this one made."));
