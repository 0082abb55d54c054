using Amity.Core.Data;
using Amity.Core.Errors;
using Amity.Core.Identity;
using MediatR;

namespace Amity.Core.Pipeline;

/// <summary>A request that carries what a user wrote for others to read. Names, ids and metadata are no such texts.</summary>
public interface IModeratedTexts
{
    /// <summary>Shows every text that the request would store; what is not sent is null and passes.</summary>
    void Show(ITextJudge judge);

    /// <summary>Whether it changes what stands there already: that repeats nothing, also where the text is sent again unchanged.</summary>
    bool IsEdit => false;
}

/// <summary>Reads the texts of one request by the rules of its network as they are at one moment.</summary>
public interface ITextJudge
{
    /// <summary>
    /// Reads what its author wrote. Throws <see cref="ErrorKind.BlockedWord"/> or <see cref="ErrorKind.LinkNotAllowed"/> for a text that may
    /// not be stored.
    /// </summary>
    void Read(string? text);

    /// <summary>The same for where a preview leads. Previews come from the client, so that they make no text another one.</summary>
    void ReadLink(string? address);

    /// <summary>The same for what shows no links, such as the title of a page that a preview leads to.</summary>
    void ReadWords(string? text);

    /// <summary>
    /// Counts what was read, first in the write that stores it, or throws <see cref="ErrorKind.MaxRepetition"/>. Null when nothing is
    /// counted. What it needs is made ready here: the writer's time is everybody's.
    /// </summary>
    Func<IWrite, Task>? Admission();

    /// <summary>
    /// What becomes of the author after this refusal: a write of its own, because the refused one was rolled back. Null when nothing does.
    /// </summary>
    Func<Task>? ConsequenceOf(ErrorKind refusal);
}

/// <summary>Knows the rules of every network. They act on every request that begins after the change of them was answered.</summary>
public interface ITextModeration
{
    /// <summary>Who reads what this caller writes; null when nothing of it can be refused. Throws <see cref="ErrorKind.Muted"/>.</summary>
    /// <param name="caller">The author.</param>
    /// <param name="isEdit">See <see cref="IModeratedTexts.IsEdit"/>.</param>
    ValueTask<ITextJudge?> JudgeOf(Caller caller, bool isEdit);
}

/// <summary>
/// Refuses the texts of the muted, those with blocked words and links that are not allowed, on the caller's own time, and those that are
/// repeated too often, in the write: nothing of the request is stored. Who is refused may be muted.
/// </summary>
public sealed class ModerateBehaviour<TRequest, TResponse>(RequestDb db, ITextModeration moderation) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : AmityRequest<TResponse>, IModeratedTexts
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (await moderation.JudgeOf(request.Caller, request.IsEdit) is not { } judge)
        {
            return await next();
        }

        try
        {
            request.Show(judge);
            db.Admission = judge.Admission();
            return await next();
        }
        catch (AmityException refusal) when (judge.ConsequenceOf(refusal.Kind) is { } consequence)
        {
            // Before the answer: what begins after it meets the mute. Also when the client has gone.
            await consequence();
            throw;
        }
    }
}
