using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Amity.Core.Data;

/// <summary>
/// Makes sure that every byte of SQLite's -shm file has its room on the disk before anybody writes to it. Connections share the index of
/// the log by mapping that file, and on a full disk a store to a part of it that the file system has not allocated ends the process
/// (SIGBUS). SQLite allocates it by one byte in 4,096, which is enough where blocks are that large; ext4 gives a disk below 512 MB
/// blocks of 1,024. With this the call that needs the room fails with SQLITE_FULL, like any other on a full disk.
/// </summary>
internal static class WalIndex
{
    private const int FilePointer = 7;      // SQLITE_FCNTL_FILE_POINTER
    private const int MethodsWithShm = 2;   // sqlite3_io_methods.iVersion from which xShmMap is there
    private const int MethodsWithFetch = 3; // the newest version, with two more after the shared memory
    private const int ShmMap = 13;          // the places of the methods in the table, iVersion at 0
    private const int Methods = 19;
    private const int PopulateWrite = 23;   // MADV_POPULATE_WRITE, since Linux 5.14: allocates, and tells of what fails
    private const int NoMemory = 12;        // ENOMEM
    private const int Fault = 14;           // EFAULT: a store would be the end

    /// <summary>SQLite's tables of file methods, a handful in a process, and ours that take their place. Neither ever ends.</summary>
    private static readonly ConcurrentDictionary<nint, nint> Ours = new();

    // Native code holds no reference to them.
    private static readonly ConcurrentBag<MapRegion> Kept = [];

    /// <summary>Before the connection reads or writes for the first time.</summary>
    public static void Secure(sqlite3 connection)
    {
        // Elsewhere nothing that could be asked tells of it without the signal.
        if (!OperatingSystem.IsLinux() || FileControl(connection.DangerousGetHandle(), "main", FilePointer, out var file) != raw.SQLITE_OK)
        {
            return;
        }

        var methods = Marshal.ReadIntPtr(file);
        if (methods != 0 && !Ours.Values.Contains(methods) && Marshal.ReadInt32(methods) is MethodsWithShm or MethodsWithFetch)
        {
            Marshal.WriteIntPtr(file, Ours.GetOrAdd(methods, Copy));
        }
    }

    private static nint Copy(nint methods)
    {
        var copy = Marshal.AllocHGlobal(Methods * nint.Size);
        var count = Marshal.ReadInt32(methods) == MethodsWithFetch ? Methods : Methods - 2;
        for (var i = 0; i < count; i++)
        {
            Marshal.WriteIntPtr(copy, i * nint.Size, Marshal.ReadIntPtr(methods, i * nint.Size));
        }

        var theirs = Marshal.GetDelegateForFunctionPointer<MapRegion>(Marshal.ReadIntPtr(methods, ShmMap * nint.Size));
        MapRegion ours = (file, region, size, extend, address) => Map(theirs, file, region, size, extend, address);
        Kept.Add(ours);
        Marshal.WriteIntPtr(copy, ShmMap * nint.Size, Marshal.GetFunctionPointerForDelegate(ours));
        return copy;
    }

    private static int Map(MapRegion theirs, nint file, int region, int size, int extend, nint address)
    {
        var result = theirs(file, region, size, extend, address);
        var mapped = Marshal.ReadIntPtr(address);
        if (result != raw.SQLITE_OK || mapped == 0 || Advise(mapped, size, PopulateWrite) == 0)
        {
            return result;
        }

        // An older kernel says EINVAL: then it is as it was.
        if (Marshal.GetLastPInvokeError() is not (Fault or NoMemory))
        {
            return result;
        }

        Marshal.WriteIntPtr(address, 0);
        return raw.SQLITE_FULL;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MapRegion(nint file, int region, int size, int extend, nint address);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static extern int FileControl(nint connection, [MarshalAs(UnmanagedType.LPUTF8Str)] string database, int operation, out nint file);

    [DllImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static extern int Advise(nint address, nint length, int advice);
}
