using System.Text.RegularExpressions;
using Amity.Core.Data;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Amity.Architecture;

public sealed partial class SqlTests
{
    /// <summary>Tables of the control database belong to Networks; its statements are no business of amity.db.sql.</summary>
    private static readonly string[] OfControl = ["networks", "network_deletions", "network_keys", "network_secrets", "audit_log"];

    /// <summary>Where walking a whole table or index is what the statement is for.</summary>
    private static readonly Dictionary<string, string> MayScan = new()
    {
        ["JobRunner.Due"] = "the job that is due first, by the index",
        ["PostDepartures.Any"] = "the first row of a table that is nearly always empty",
        ["RemoveThreads.Top"] = "the youngest of what is being removed, by the key",
        ["CreateRole.Count"] = "a thousand roles at most",
        ["QueryUsers.Users"] = "the list of all users, walked in its order",
        ["QueryCategories.Categories"] = "the list of all categories, walked in its order",
        ["CommunityRanking.Largest"] = "the thousand largest communities, walked in their order and no further",
        ["QueryRoles.Roles"] = "the list of all roles, walked in its order",
        ["ListAdminTokens.Tokens"] = "the list of all administrators' tokens, walked in its order",
        ["ListRoles.Live"] = "the list of all roles, walked in its order",
        ["QueryCommunities.Communities"] = "the list of all communities, walked in its order",
    };

    [Fact]
    public void a_module_writes_only_its_own_tables()
    {
        Assert.NotEmpty(SqlStatements.All);
        var strangers =
            from statement in SqlStatements.All
            from Match write in Write().Matches(statement.Sql)
            let table = write.Groups["table"].Value
            where !OfControl.Contains(table)
            let owner = Tables.All.TryGetValue(table, out var known) ? known.Owner : "nobody"
            where owner != SqlStatements.ModuleOf(statement.Holder)
            select $"{statement.Holder.Name}.{statement.Name} writes {table} of {owner}";

        Assert.Empty(strangers);
    }

    [Fact]
    public void a_module_reads_its_own_tables_and_those_marked_as_readable()
    {
        var strangers =
            from statement in SqlStatements.All
            from Match read in Read().Matches(statement.Sql)
            where Tables.All.ContainsKey(read.Groups["table"].Value)
            let table = Tables.All[read.Groups["table"].Value]
            let module = SqlStatements.ModuleOf(statement.Holder)
            where table.Owner != module && table.Readers?.Contains(module) == false
            select $"{statement.Holder.Name}.{statement.Name} reads {table.Name} of {table.Owner}";

        Assert.Empty(strangers);
    }

    [Fact]
    public void every_statement_names_its_columns_and_is_portable()
    {
        var faults =
            from statement in SqlStatements.All.Select(one => ($"{one.Holder.Name}.{one.Name}", one.Sql)).Append(("amity.db.sql", Uncommented(Source.Read("amity.db.sql"))))
            from Match word in SqliteOnly().Matches(statement.Item2)
            select $"{statement.Item1}: {word.Value}";

        Assert.Empty(faults);
    }

    [Fact]
    public void every_list_has_a_limit()
    {
        var faults =
            from file in Source.Of("Amity.Modules")
            from Match many in Many().Matches(file.Text)
            let name = many.Groups["name"].Value
            let body = Regex.Match(file.Text, $@"const string {name} =\s*\$*""""""(?<sql>.*?)""""""", RegexOptions.Singleline)
            where body.Success && !body.Groups["sql"].Value.Contains("limit ")
            select $"{file.Path}: {name}";

        Assert.Empty(faults);
    }

    [Fact]
    public async Task every_statement_runs_on_the_schema_and_walks_no_table_from_end_to_end()
    {
        var folder = Directory.CreateTempSubdirectory("amity-sql-").FullName;
        try
        {
            foreach (var (schema, file) in ((Schema, string)[])[(Schema.Network, "network.db"), (Schema.Control, "control.db")])
            {
                await using (Database.Open(Path.Combine(folder, file), schema, new DatabaseOptions(), TimeProvider.System))
                {
                }
            }

            using var network = Open(Path.Combine(folder, "network.db"));
            using var control = Open(Path.Combine(folder, "control.db"));
            var scans = new List<string>();
            foreach (var (holder, name, sql) in SqlStatements.All)
            {
                var connection = SqlStatements.ModuleOf(holder) == "Networks" ? control : network;
                var label = $"{holder.Name}.{name}";
                scans.AddRange(Plan(connection, label, sql)
                    .Where(step => step.StartsWith("SCAN ") && !Harmless(step) && connection == network && !MayScan.ContainsKey(label))
                    .Select(step => $"{label}: {step}"));
            }

            Assert.Empty(scans.Distinct());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<string> Plan(SqliteConnection connection, string label, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "explain query plan " + Lists().Replace(sql, "in (${parameter})");
        foreach (var name in Parameters().Matches(sql).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, 1);
        }

        try
        {
            using var reader = command.ExecuteReader();
            var steps = new List<string>();
            while (reader.Read())
            {
                steps.Add(reader.GetString(3));
            }

            return steps;
        }
        catch (SqliteException wrong)
        {
            throw new InvalidOperationException($"{label}: {wrong.Message}\n{sql}", wrong);
        }
    }

    /// <summary>Constant rows, and the bounded results of subqueries and common table expressions, which have no table behind them.</summary>
    private static bool Harmless(string step) => step == "SCAN CONSTANT ROW" || !Tables.All.Keys.Any(table => UsesTable(step, table));

    private static bool UsesTable(string step, string table) => step.Split(' ')[1] is var name && (name == table || Aliases.TryGetValue(name, out var aliased) && aliased == table);

    /// <summary>The aliases that the modules use for tables; plans show aliases.</summary>
    private static readonly Dictionary<string, string> Aliases = SqlStatements.All
        .SelectMany(one => Aliased().Matches(one.Sql))
        .Where(match => Tables.All.ContainsKey(match.Groups["table"].Value))
        .GroupBy(match => match.Groups["alias"].Value)
        .ToDictionary(group => group.Key, group => group.First().Groups["table"].Value);

    private static string Uncommented(string sql) => Regex.Replace(sql, "--.*", "");

    [GeneratedRegex(@"\b(?:insert into|delete from|update)\s+(?!set\b)(?<table>\w+)")]
    private static partial Regex Write();

    [GeneratedRegex(@"\b(?:from|join)\s+(?<table>\w+)")]
    private static partial Regex Read();

    [GeneratedRegex(@"\b(?:from|join)\s+(?<table>\w+)\s+(?:as\s+)?(?!on\b|where\b|order\b|group\b|limit\b|join\b|left\b|set\b)(?<alias>\w+)")]
    private static partial Regex Aliased();

    [GeneratedRegex(@"\.Many<[^>]+>\((?<name>[A-Z]\w+)")]
    private static partial Regex Many();

    [GeneratedRegex(@"\bin (?<parameter>@\w+)")]
    private static partial Regex Lists();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"select \*|\browid\b|insert or \w+|\bautoincrement\b|\bifnull\b|\bstrftime\b|\bdatetime\s*\(|\bjulianday\b|\bglob\b|\binstr\s*\(|\bgroup_concat\b|\bprintf\s*\(|\bcollate\b|\bjson_\w+|\bjson\s*\(|\btotal\s*\(|\biif\s*\(|\bunixepoch\b|\bpragma\b|is_\w+ = [01]\b|@\w+ is (?:not )?null", RegexOptions.IgnoreCase)]
    private static partial Regex SqliteOnly();
}
