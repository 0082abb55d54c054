using Amity.Core.Errors;
using Amity.Tests.Kit;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Amity.Tests.Host;

public sealed class LogTests
{
    [Fact]
    public async Task logs_hold_no_token_no_key_and_no_text_of_a_user()
    {
        using var folder = new ScratchFolder();
        await using var amity = await AmityProcess.Serve(
            folder.Path, "--Logging:LogLevel:Default", "Trace", "--Amity:ServerKey", "server-key-unseen", "--Amity:SecureMode", "true");
        var server = new Person(amity.Http, "", null, ("x-server-key", "server-key-unseen"));
        var authToken = (await server.Get("/api/v3/authentication/token?userId=user-unseen")).Ok().GetValue<string>();
        var session = await new Person(amity.Http, "", null, ("x-api-key", amity.ApiKey)).Post(
            "/api/v5/sessions", new { userId = "user-unseen", displayName = "name-unseen", deviceId = "device-unseen", authToken });
        var token = session.Ok().Text("accessToken");
        var alice = new Person(amity.Http, "user-unseen", token);

        (await alice.Put("/api/v3/users", new { userId = "user-unseen", description = "text-unseen", metadata = new { secret = "metadata-unseen" } })).Ok();
        (await alice.Get("/api/v3/users?keyword=keyword-unseen")).Ok();
        var refusals = new List<int>
        {
            (await alice.Put("/api/v3/users", new { userId = "other-unseen", description = "text-unseen" })).Status,
            (await alice.Put("/api/v3/users", new StringContent("""{"description":"text-unseen",""", null, "application/json"))).Status,
            (await alice.Put("/api/v3/users", new { userId = "user-unseen", description = new string('x', 600) + "text-unseen" })).Status,
            (await alice.Get("/api/v3/users?options[token]=page-unseen")).Status,
            (await alice.Get("/api/v3/users/nobody-unseen")).Status,
            (await alice.Get("/api/v3/unknown-unseen")).Status,
            (await new Person(amity.Http, "", "token.unseen.wrong").Get("/api/v3/users/user-unseen")).Status,
            (await new Person(amity.Http, "", null, ("x-api-key", "key-unseen")).Post("/api/v5/sessions", new { userId = "x", deviceId = "y" })).Status,
        };
        Assert.Equal([403, 400, 422, 400, 404, 404, 401, 401], refusals);

        // A defect: what was asked for must not be in its report either.
        Break(Directory.EnumerateFiles(folder.Data, "amity.db", SearchOption.AllDirectories).Single());
        (await alice.Get("/api/v3/users?keyword=keyword-unseen")).Refused(ErrorKind.Unexpected);
        (await alice.Put("/api/v3/users", new { userId = "user-unseen", description = "text-unseen" })).Refused(ErrorKind.Unexpected);
        Assert.Equal(0, await amity.Stop());

        var log = amity.Output + amity.Errors;
        Assert.Contains("queryUsers failed: ", log);
        Assert.Contains("updateUser failed: ", log);
        foreach (var secret in (string[])["unseen", token, token.Split('.')[2], authToken])
        {
            Assert.DoesNotContain(secret, log);
        }
    }

    private static void Break(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "alter table users rename to gone";
        command.ExecuteNonQuery();
    }
}
