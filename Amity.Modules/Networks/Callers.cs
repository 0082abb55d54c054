using Amity.Core.Errors;
using Amity.Core.Identity;
using Amity.Modules.Users;

namespace Amity.Modules.Networks;

internal sealed class Callers(INetworks networks) : ICallers
{
    public Task<Caller> User(string userId, string? displayName, string? networkId) =>
        Make(CallerKind.User, userId, displayName, networkId);

    public Task<Caller> Administrator(string userId, string? networkId) =>
        Make(CallerKind.Administrator, userId, null, networkId);

    private async Task<Caller> Make(CallerKind kind, string userId, string? displayName, string? networkId)
    {
        var network = networkId is null ? networks.Default : networks.ById(networkId) ?? throw Refuse.NotFound("Network");
        UserFacts? user;
        using (var read = network.Database.Read())
        {
            user = await UserFacts.Of(read, userId);
        }

        user ??= await network.Database.Write(async tx =>
        {
            await UserCommands.Register(tx, userId, displayName);
            return await UserFacts.Of(tx, userId);
        });
        return user switch
        {
            { IsDeleted: true } => throw Refuse.Forbidden("User is deleted."),
            { IsGlobalBanned: true } => throw new AmityException(ErrorKind.GloballyBanned),
            _ => new Caller { Network = network, Kind = kind, UserId = user!.UserId, InternalId = user.InternalId },
        };
    }
}
