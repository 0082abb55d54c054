namespace Amity.Core.Data;

/// <summary>Whoever waits for the answer to a write. What others are told of the write comes after that answer.</summary>
public sealed class Author
{
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the answer is on its way, or will never be.</summary>
    public Task Answered => answered.Task;

    /// <summary>A repeat does nothing.</summary>
    public void HasAnswer() => answered.TrySetResult();
}
