using Amity.Core.Data;

namespace Amity.Benchmarks.Contenders;

/// <summary><c>contend KIND FOLDER</c>: serves until its input ends. Only <see cref="Contender"/> starts it.</summary>
internal static class ContendCommand
{
    /// <summary>The server as it is.</summary>
    public const string Server = "server";

    /// <summary>The server that keeps no answers: each is read from SQLite.</summary>
    public const string Forgetful = "forgetful";

    /// <summary>The server with one transaction a write: the same code, the same writer, no sharing.</summary>
    public const string Alone = "alone";

    /// <summary>What one would otherwise write: an endpoint that opens a pooled connection and commits.</summary>
    public const string PlainWrites = "plain-writes";

    /// <summary>What one would otherwise write: an endpoint that reads a post by Dapper on a pooled connection.</summary>
    public const string Dapper = "dapper";

    /// <summary>An endpoint that answers the same bytes out of memory.</summary>
    public const string Bare = "bare";

    /// <summary>The MQTT broker alone: over WebSocket at its address, over TCP at the port that stands in place of the folder.</summary>
    public const string Mqtt = "mqtt";

    public static async Task<int> Run(string[] args)
    {
        await using var app = args switch
        {
            [Server, var folder] => AmityContender.Build(folder, new DatabaseOptions()),
            [Forgetful, var folder] => AmityContender.Build(folder, new DatabaseOptions { AnswerBytes = 0 }),
            [Alone, var folder] => AmityContender.Build(folder, new DatabaseOptions { BatchWrites = 1 }),
            [PlainWrites, var folder] => PlainWritesContender.Build(folder),
            [Dapper, var folder] => DapperContender.Build(folder),
            [Mqtt, var port] => MqttContender.Build(port),
            [Bare, var folder] => BareContender.Build(folder),
            _ => throw new ArgumentException("contend KIND FOLDER"),
        };
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}
