using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Jobs;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Polls;

public sealed class PollsModule : AmityModule
{
    public override Feature Feature => Feature.Social;

    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(CreatePoll), CreatePoll.Map),
        new(typeof(GetPoll), GetPoll.Map),
        new(typeof(ClosePoll), ClosePoll.Map),
        new(typeof(DeletePoll), DeletePoll.Map),
        new(typeof(VotePoll), VotePoll.Map),
        new(typeof(ChangeVote), ChangeVote.Map),
        new(typeof(ListVoters), ListVoters.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<RemoveVotesByUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemoveVotesByUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemoveVotesByUser>())
        .AddSingleton<RemovePollsByUser>()
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<RemovePollsByUser>())
        .AddSingleton<IJob>(provider => provider.GetRequiredService<RemovePollsByUser>());
}

[JsonSerializable(typeof(PollsBody))]
[JsonSerializable(typeof(VotersBody))]
[JsonSerializable(typeof(Success))]
[JsonSerializable(typeof(CreatePoll.Request), TypeInfoPropertyName = "CreatePollRequest")]
[JsonSerializable(typeof(ClosePoll.Request), TypeInfoPropertyName = "ClosePollRequest")]
[JsonSerializable(typeof(VotePoll.Request), TypeInfoPropertyName = "VotePollRequest")]
[JsonSerializable(typeof(ChangeVote.Request), TypeInfoPropertyName = "ChangeVoteRequest")]
internal sealed partial class PollsJson : JsonSerializerContext
{
    public static readonly PollsJson Instance = new(AmityJson.Options());
}
