using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amity.Core.Data;
using Amity.Core.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Amity.Core.Pipeline;

/// <summary>The answer to a read as it goes out: that of an earlier call while it is true, else a new one, which is kept.</summary>
/// <param name="Bytes">UTF-8 JSON.</param>
/// <param name="WereKept">Whether nothing was read for it.</param>
public readonly record struct KeptBytes(ReadOnlyMemory<byte> Bytes, bool WereKept)
{
    /// <summary>The kept answer; null when there is none that is true.</summary>
    public static ReadOnlyMemory<byte>? Find(Caller caller, string target)
    {
        var database = caller.Network.Database;
        if (database.Answers.Find(new AnswerKey(caller.UserId, (int)caller.Kind, target), caller.Permissions) is not { } kept)
        {
            return null;
        }

        database.Touch();
        return kept.Bytes;
    }

    /// <summary>Answers the caller. For use cases that say so: <see cref="UseCaseAttribute.KeepsAnswers"/>.</summary>
    /// <param name="services">The call's scope, in which nothing was read so far.</param>
    /// <param name="caller">Whose answer it is.</param>
    /// <param name="target">What it is the answer to, the whole of it.</param>
    /// <param name="send">Makes it, in this scope.</param>
    /// <param name="type">Writes it.</param>
    public static async ValueTask<KeptBytes> Of<TResponse>(
        IServiceProvider services, Caller caller, string target, Func<Task<TResponse>> send, JsonTypeInfo<TResponse> type)
    {
        if (Find(caller, target) is { } kept)
        {
            return new KeptBytes(kept, true);
        }

        // Before anything is read: what changes from here on makes the answer untrue.
        var answers = caller.Network.Database.Answers;
        if (answers.Now is not { } since)
        {
            return new KeptBytes(JsonSerializer.SerializeToUtf8Bytes(await send(), type), false);
        }

        var record = services.GetRequiredService<RequestDb>().Record = new ReadRecord();
        var bytes = JsonSerializer.SerializeToUtf8Bytes(await send(), type);
        answers.Keep(new AnswerKey(caller.UserId, (int)caller.Kind, target), bytes, record, since, caller.Permissions);
        return new KeptBytes(bytes, false);
    }
}
