namespace Amity.Core.Data;

/// <summary>A backup that cannot be restored, or not here; the message tells an operator why. Nothing was changed.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
