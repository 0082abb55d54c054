using System.Text.Json.Serialization;
using Amity.Core.Events;
using Amity.Core.Identity;
using Amity.Core.Json;
using Amity.Modules.Networks;
using Amity.Modules.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Modules.Sessions;

public sealed class SessionsModule : AmityModule
{
    public override IReadOnlyList<Slice> Slices { get; } =
    [
        new(typeof(CreateSession), CreateSession.Map),
        new(typeof(VerifySession), VerifySession.Map),
        new(typeof(RevokeSession), RevokeSession.Map),
        new(typeof(RevokeUserSessions), RevokeUserSessions.Map),
        new(typeof(GetAuthenticationToken), GetAuthenticationToken.Map),
        new(typeof(CreateAuthenticationToken), CreateAuthenticationToken.Map),
        new(typeof(CreateAdminToken), CreateAdminToken.Map),
        new(typeof(ListAdminTokens), ListAdminTokens.Map),
        new(typeof(RevokeAdminToken), RevokeAdminToken.Map),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<LiveSessions>()
        .AddSingleton<RoleMatrices>()
        .AddSingleton<INetworkOpened>(provider => provider.GetRequiredService<RoleMatrices>())
        .AddSingleton<INetworkClosed>(provider => provider.GetRequiredService<RoleMatrices>())
        .AddSingleton<IInWrite<UserRolesChanged>, CallersAnew>()
        .AddSingleton<EndOfUsers>()
        .AddSingleton<IInWrite<UserGloballyBanned>>(provider => provider.GetRequiredService<EndOfUsers>())
        .AddSingleton<IInWrite<UserDeleted>>(provider => provider.GetRequiredService<EndOfUsers>())
        .AddSingleton<INetworkClosed, SessionsOfClosed>()
        .AddSingleton<IAuthenticator, Authenticator>()
        .AddSingleton<ITokenHolders, TokenHolders>();
}

[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(CreateSession.Request), TypeInfoPropertyName = "CreateSessionRequest")]
[JsonSerializable(typeof(CreateAuthenticationToken.Request), TypeInfoPropertyName = "CreateAuthenticationTokenRequest")]
[JsonSerializable(typeof(CreateAdminToken.Request), TypeInfoPropertyName = "CreateAdminTokenRequest")]
[JsonSerializable(typeof(CreateAdminToken.Response), TypeInfoPropertyName = "CreateAdminTokenResponse")]
[JsonSerializable(typeof(ListAdminTokens.Response), TypeInfoPropertyName = "ListAdminTokensResponse")]
[JsonSerializable(typeof(VerifySession.Response), TypeInfoPropertyName = "VerifySessionResponse")]
[JsonSerializable(typeof(Success))]
[JsonSerializable(typeof(string))]
internal sealed partial class SessionsJson : JsonSerializerContext
{
    public static readonly SessionsJson Instance = new(AmityJson.Options());
}
