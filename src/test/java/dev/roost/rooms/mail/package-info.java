/** Tests of mails against a mail server of their own. */
package dev.roost.rooms.mail;
