namespace Amity.Core.Data;

/// <summary>A row that a batch of writes has inserted, changed or deleted; perhaps a write that was rolled back meant to.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Group">The value of the group's column before the change, or of the new row.</param>
public readonly record struct TouchedRow(string Key, string Group);

/// <summary>
/// Keeps something in memory that follows from the rows of a table. It learns of every change that this process makes to them, whichever
/// statement makes it: the database itself tells, so that no slice can forget to. All calls come from the writer.
/// </summary>
public interface IRowWatch
{
    string Table { get; }

    /// <summary>The column that names a row.</summary>
    string Key { get; }

    /// <summary>A column that says where a row belongs.</summary>
    string Group { get; }

    /// <summary>The columns whose change matters.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// Before the commit: <paramref name="tx"/> reads the rows as they will be. Answers what to do once the commit is durable, before any
    /// caller of the batch is answered; it must not throw. Null when there is nothing to do.
    /// </summary>
    Task<Action?> Changing(IRead tx, IReadOnlyList<TouchedRow> rows);

    /// <summary>What is kept may be wrong from now on: the batch was lost, or <see cref="Changing"/> failed, whose batch commits all the same.</summary>
    void Lost(Exception? error);

    /// <summary>Nobody uses the database: the time to let go of what is kept.</summary>
    void Idle();
}
