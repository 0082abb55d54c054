using Amity.Core.Identity;
using MediatR;

namespace Amity.Core.Pipeline;

/// <summary>A request that carries what a user wrote for others to read. Names, ids and metadata are no such texts.</summary>
public interface IModeratedTexts
{
    /// <summary>Shows every text that the request would store; what is not sent is null and passes.</summary>
    void Show(ITextJudge judge);
}

/// <summary>Reads texts by the rules of one network as they are at one moment.</summary>
public interface ITextJudge
{
    /// <summary>Throws <see cref="Errors.ErrorKind.BlockedWord"/> or <see cref="Errors.ErrorKind.LinkNotAllowed"/> for a text that may not be stored.</summary>
    void Read(string? text);

    /// <summary>The same for what shows no links, such as the title of a page that a link leads to.</summary>
    void ReadWords(string? text);
}

/// <summary>Knows the rules of every network. They act on every request that begins after the change of them was answered.</summary>
public interface ITextModeration
{
    /// <summary>Who reads what this caller writes; null when nothing of it can be refused.</summary>
    ValueTask<ITextJudge?> JudgeOf(Caller caller);
}

/// <summary>Refuses texts with blocked words or with links that are not allowed, on the caller's own time: nothing of the request is stored.</summary>
public sealed class ModerateBehaviour<TRequest, TResponse>(ITextModeration moderation) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>, IModeratedTexts
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        // The rules are at hand but for a network's first request.
        var judge = moderation.JudgeOf(request.Caller);
        return judge.IsCompletedSuccessfully ? Judged(judge.Result) : Waited();

        async Task<TResponse> Waited() => await Judged(await judge);

        Task<TResponse> Judged(ITextJudge? judge)
        {
            if (judge is not null)
            {
                request.Show(judge);
            }

            return next();
        }
    }
}
