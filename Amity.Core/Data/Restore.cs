using System.Formats.Tar;
using Microsoft.Data.Sqlite;

namespace Amity.Core.Data;

/// <summary>
/// Puts a <see cref="Backup"/> in the place of a data folder's content. The backup is unpacked and checked inside the folder first (which
/// may be a mount, and then cannot be renamed as a whole), so that a broken one changes nothing. Then one rename decides; should the
/// machine stop after it, the next <see cref="DataFolder.Lock"/> finishes the move.
/// </summary>
public static class Restore
{
    private const string Unpacking = "restore.unpacking";
    private const string Decided = "restore.decided";

    /// <param name="file">A tar that <see cref="Backup.Write"/> made.</param>
    /// <param name="folder">No server may run on it.</param>
    /// <param name="replace">Whether what the folder holds may be deleted.</param>
    /// <param name="mark">Writes down in the backup's databases that they were restored, before it is decided.</param>
    /// <exception cref="BackupException">The file is no complete backup of ours, or the folder is not empty.</exception>
    /// <exception cref="DataFolderInUseException">A server runs on the folder.</exception>
    public static void Run(string file, DataFolder folder, bool replace, Action<DataFolder>? mark = null)
    {
        using var held = folder.Lock();
        if (!replace && !IsEmpty(folder))
        {
            throw new BackupException($"{folder.Path} is not empty. Say --replace to delete what it holds.");
        }

        var unpacked = new DataFolder(Path.Combine(folder.Path, Unpacking));
        DeleteFolder(unpacked.Path);
        try
        {
            unpacked.Create();
            Unpack(file, unpacked);
            Check(unpacked);
            mark?.Invoke(unpacked);
            Directory.Move(unpacked.Path, Path.Combine(folder.Path, Decided));
        }
        finally
        {
            DeleteFolder(unpacked.Path);
        }

        Finish(folder);
    }

    /// <summary>Ends a restore that was decided; does nothing when there is none. Each step may be repeated.</summary>
    internal static void Finish(DataFolder folder)
    {
        var decided = new DataFolder(Path.Combine(folder.Path, Decided));
        if (!Directory.Exists(decided.Path))
        {
            return;
        }

        if (Directory.Exists(decided.Networks))
        {
            DeleteFolder(folder.Networks);
            Directory.Move(decided.Networks, folder.Networks);
        }

        if (File.Exists(decided.ControlDatabase))
        {
            // A log of the old database would be taken for one of the new.
            File.Delete(folder.ControlDatabase + "-wal");
            File.Delete(folder.ControlDatabase + "-shm");
            File.Move(decided.ControlDatabase, folder.ControlDatabase, overwrite: true);
        }

        // It tells the server key of the content that is gone.
        File.Delete(folder.FirstRunNote);
        DeleteFolder(decided.Path);
    }

    private static bool IsEmpty(DataFolder folder) =>
        !File.Exists(folder.ControlDatabase)
        && !Directory.EnumerateFileSystemEntries(folder.Networks).Any()
        && Directory.EnumerateFileSystemEntries(folder.Path).All(entry =>
            Path.GetFileName(entry) is DataFolder.LockName or DataFolder.NetworksName or Unpacking or "lost+found");

    private static void Unpack(string file, DataFolder target)
    {
        try
        {
            using var input = File.OpenRead(file);
            using var reader = new TarReader(input);
            while (reader.GetNextEntry() is { } entry)
            {
                if (!IsOurs(entry))
                {
                    throw new BackupException($"{file} is no backup of Amity: it contains {entry.Name}.");
                }

                var path = Path.Combine(target.Path, entry.Name);
                DataFolder.CreateOwnerOnly(Path.GetDirectoryName(path)!);
                using var output = Backup.CreateOwnerOnly(path);
                entry.DataStream?.CopyTo(output);
                output.Flush(flushToDisk: true);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BackupException($"{file} cannot be read as a backup: it is damaged, or something else.", error);
        }
    }

    /// <summary>Only what a backup of ours contains has a place in the folder, and no name leads out of it.</summary>
    private static bool IsOurs(TarEntry entry)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            return false;
        }

        if (entry.Name == "control.db")
        {
            return true;
        }

        var parts = entry.Name.Split('/');
        return parts.Length >= 3
            && parts[0] == DataFolder.NetworksName
            && DataFolder.IsNetworkId(parts[1])
            && ((parts.Length == 3 && parts[2] == "amity.db") || (parts.Length > 3 && parts[2] == "files"))
            && parts.All(part => part is not ("" or "." or "..") && !part.AsSpan().ContainsAny('\\', ':', '\0'));
    }

    private static void Check(DataFolder unpacked)
    {
        if (!File.Exists(unpacked.ControlDatabase))
        {
            throw new BackupException("The backup is not complete: control.db is missing.");
        }

        CheckDatabase(unpacked.ControlDatabase, Schema.Control);
        foreach (var id in unpacked.NetworkIds())
        {
            CheckDatabase(unpacked.NetworkDatabase(id), Schema.Network);
        }
    }

    private static void CheckDatabase(string database, Schema schema)
    {
        var name = Path.GetRelativePath(Path.GetDirectoryName(database)!, database);
        if (!File.Exists(database))
        {
            throw new BackupException($"The backup is not complete: a network has files, but no {name}.");
        }

        try
        {
            SqliteFiles.Check(database, connection =>
            {
                if (SchemaUpdate.Version(connection, schema, name) == 0)
                {
                    throw new InvalidDataException("it is empty.");
                }
            });
        }
        catch (Exception error) when (error is DatabaseTooNewException or InvalidDataException or SqliteException)
        {
            throw new BackupException($"{name} of the backup cannot be used: {error.Message}", error);
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
