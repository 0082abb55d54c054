// What docs/embedding.md shows stands between the marks; the test runs it with the lines around them.
#pragma warning disable IDE0005 // The worker SDK's implicit usings.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
#pragma warning restore IDE0005
// <snippet>
using Amity.Core.Json;
using Amity.Modules;
using Amity.Modules.Networks;
using Amity.Modules.Posts;
using MediatR;

// </snippet>

namespace Snippets;

internal static class GenericHostSnippet
{
    public static async Task<PostsBody> Run(string[] args, Action<IHost> started)
    {
        // <snippet>
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddAmity();
        using var host = builder.Build();
        await host.StartAsync();

        // Your program vouches for who it is; the user is created when the id is new.
        var alice = await host.Services.GetRequiredService<ICallers>().User("alice", "Alice");

        // One scope for each request.
        await using var scope = host.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var answer = await mediator.Send(new CreatePost.Request
        {
            Caller = alice,
            TargetType = "user",
            Data = new RawJson("""{"text":"The boat floats."}"""),
        });
        Console.WriteLine($"{answer.Users[0].DisplayName} wrote {answer.Posts[0].PostId}: {answer.Posts[0].Data.Text}");
        // </snippet>
        started(host);
        // <snippet>

        await host.StopAsync();
        // </snippet>
        return answer;
    }
}
